package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.decide;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static alluxio.admission.injector.Fixtures.refusals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Budget;
import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Limits;
import alluxio.admission.model.Utf8;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("At a limit a pod is injected, and beyond it refused with one message:")
class InjectionLimitsTest {
    private static final String OTHER = "example.com/other";

    private final Injector injector = injectorOfAll();

    @Test
    @DisplayName("a comma list may have 256 entries")
    void commaList() {
        for (String key : List.of(Keys.CONTAINERS, Keys.EXCLUDE_CONTAINERS, Keys.FEATURES)) {
            String most = key.equals(Keys.FEATURES) ? "fuse,".repeat(255) + "fuse" : GrowingPods.list("c#", 256);
            assertThat(decide(injector, annotate(labelled(""), key, most)))
                    .as("no such container is left to inject")
                    .isInstanceOf(key.equals(Keys.CONTAINERS) ? Decision.Skipped.class : Decision.Injected.class);
            assertThat(refusals(injector, annotate(labelled(""), key, most + ",x")))
                    .singleElement()
                    .satisfies(refusal -> {
                        assertThat(refusal.field()).isEqualTo("metadata.annotations[" + key + "]");
                        assertThat(refusal.message())
                                .isEqualTo("annotation " + key
                                        + " has 257 entries, more than the limit of 256; remove some");
                    });
        }
    }

    @Test
    @DisplayName("an alluxio.io/ annotation may have 256 KiB")
    void oneAnnotation() {
        String most = "x".repeat(Limits.ANNOTATION_BYTES);
        for (String key : List.of(Keys.EXCLUDE_CONTAINERS, Keys.CLIENT_PROPERTIES)) {
            // All annotations together are too many, but this one is not.
            assertThat(refusals(injector, annotate(labelled(""), key, most)))
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("metadata.annotations"));
        }
        // A text that is not a status is replaced by one.
        injected(injector, annotate(labelled(""), Keys.STATUS, "\u00e9".repeat(Limits.ANNOTATION_BYTES / 2)));
        for (String key : List.of(Keys.EXCLUDE_CONTAINERS, Keys.CLIENT_PROPERTIES, Keys.STATUS)) {
            assertThat(refusals(injector, annotate(labelled(""), key, most + "x")))
                    .first()
                    .satisfies(refusal -> assertThat(refusal.message())
                            .startsWith("annotation " + key
                                    + " has 262145 bytes, more than the limit of 262144; shorten it"));
        }
    }

    @Test
    @DisplayName("all annotations of a pod, with those of the injection, may have 256 KiB")
    void allAnnotations() {
        int rest = Limits.ANNOTATIONS_BYTES - size(Fixtures.inject(injector, annotate(labelled(""), OTHER, "")));
        ObjectNode full = Fixtures.inject(injector, annotate(labelled(""), OTHER, "x".repeat(rest)));
        assertThat(size(full)).isEqualTo(Limits.ANNOTATIONS_BYTES);
        assertThat(refusals(injector, annotate(labelled(""), OTHER, "x".repeat(rest + 1))))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.message())
                        .startsWith("the pod's annotations have 262145 bytes, ")
                        .contains("Kubernetes allows 262144 in all"));
    }

    private static int size(ObjectNode pod) {
        int size = 0;
        for (Map.Entry<String, JsonNode> each : pod.at("/metadata/annotations").properties()) {
            size += Utf8.length(each.getKey()) + Utf8.length(each.getValue().stringValue());
        }
        return size;
    }

    @Test
    @DisplayName("a pod of so many containers that its status has no room is refused before all of them are injected")
    void statusHasNoRoom() {
        ObjectNode pod = labelledSpec("'initContainers':[" + GrowingPods.list("{'name':'c#'}", 20_000) + "]");
        Budget budget = Budget.of(1_000_000);
        Decision decision = injector.decide(new InjectionRequest(pod, "default", false), budget);
        assertThat(((Decision.Refused) decision).message())
                .startsWith("the injection needs more in annotation alluxio.io/status than the 262144 bytes")
                .endsWith("or name only those that need Alluxio in alluxio.io/containers");
    }

    @Test
    @DisplayName("a skipped pod whose annotations leave no room stays as it is")
    void skippedWithoutStatus() {
        ObjectNode pod = annotate(labelledSpec("'os':{'name':'windows'}"), OTHER, "x".repeat(Limits.ANNOTATIONS_BYTES));
        Decision decision = Fixtures.decide(injector, pod);
        assertThat(decision).isInstanceOf(Decision.Skipped.class);
        assertThat(decision.patch().isEmpty()).isTrue();
        assertThat(decision.notes()).anyMatch(note -> note.code().equals("status-left-out"));
    }

    @Test
    @DisplayName("50 refusals are listed, and the number of further ones")
    void refusalsTold() {
        assertThat(refusals(injector, unknownKeys(50)))
                .hasSize(50)
                .noneMatch(r -> r.rule().equals(Refusal.MORE));
        List<Refusal> more = refusals(injector, unknownKeys(51));
        assertThat(more).hasSize(51);
        assertThat(more.getLast()).isEqualTo(new Refusal("inject-more", "", "and 1 more; fix these first"));
        Decision.Refused refused = (Decision.Refused) Fixtures.decide(injector, unknownKeys(30_000));
        assertThat(refused.refusals()).hasSize(51);
        assertThat(refused.message())
                .startsWith(
                        "50 problems and 29950 more; fix these first: (1) annotation alluxio.io/featurez0 is not known")
                .contains("(50) ")
                .doesNotContain("(51)");
    }

    private static ObjectNode unknownKeys(int count) {
        ObjectNode pod = labelled("");
        IntStream.range(0, count).forEach(i -> annotate(pod, "alluxio.io/featurez" + i, "x"));
        return pod;
    }

    @Test
    @DisplayName("50 refusals of a malformed pod are listed, and the number of further ones")
    void malformedTold() {
        ObjectNode pod = labelled("'env':[" + GrowingPods.list("7#", 51).replace("0", "1") + "]");
        assertThat(refusals(injector, pod)).hasSize(51).last().isEqualTo(Refusal.more(1));
        assertThat(((Removal.NotRemovable) new Uninjector().remove(annotate(pod, Keys.STATUS, "{}"))).refusals())
                .hasSize(51);
    }

    @Test
    @DisplayName("50 warnings are listed, the number of further ones, and the notes")
    void warningsTold() {
        ObjectNode pod = annotate(labelled(""), Keys.EXCLUDE_CONTAINERS, GrowingPods.list("c#", 51));
        List<Note> warnings = injected(injector, pod).notes().stream()
                .filter(note -> note.severity() == Note.NoteSeverity.WARNING)
                .toList();
        assertThat(warnings).hasSize(51).last().isEqualTo(Note.more(Note.NoteSeverity.WARNING, 1));
        assertThat(injected(injector, pod).notes()).anyMatch(note -> note.code().equals("fuse-no-wait"));
    }

    @Test
    @DisplayName("a container's name may have 63 characters, as in Kubernetes")
    void containerName() {
        ObjectNode most = json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':[{'name':'"
                + "c".repeat(63) + "'}]}}");
        injected(injector, most);
        ((ObjectNode) most.at("/spec/containers/0")).put("name", "c".repeat(64));
        assertThat(refusals(injector, most))
                .singleElement()
                .satisfies(
                        refusal -> assertThat(refusal.message())
                                .startsWith(
                                        "spec.containers[0] has a name of 64 characters, and Kubernetes allows 63; shorten it"));
    }

    @Test
    @DisplayName("a status that is too long is not read")
    void statusOfAnotherOrigin() {
        ObjectNode pod = annotate(labelled(""), Keys.STATUS, "x".repeat(Limits.ANNOTATION_BYTES + 1));
        assertThat(((Removal.NotRemovable) new Uninjector().remove(pod)).refusals())
                .singleElement()
                .satisfies(
                        refusal -> assertThat(refusal.message())
                                .startsWith(
                                        "annotation alluxio.io/status has 262145 bytes, more than an injection writes; remove"));
    }

    @Test
    @DisplayName("a decision ends with its budget, the same each time")
    void budget() {
        ObjectNode pod = labelledSpec("'volumes':[" + GrowingPods.list("{'name':'v#'}", 1000) + "]");
        Budget enough = Budget.ofDecision();
        injector.decide(new InjectionRequest(pod, "default", false), enough);
        injector.decide(new InjectionRequest(pod, "default", false), Budget.of(enough.spent()));
        assertThatThrownBy(() ->
                        injector.decide(new InjectionRequest(pod, "default", false), Budget.of(enough.spent() - 1)))
                .isInstanceOf(BudgetExceededException.class);
    }
}
