package alluxio.admission.app.generated;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Keys;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What holds for every pod under every configuration. Each check throws an AssertionError that says what does not hold. */
public final class DecisionInvariants {
    @FunctionalInterface
    interface Invariant {
        void check(DecisionUnderTest subject);
    }

    /** What a message says to do: a verb after the semicolon, or the values that are right. */
    private static final Pattern WAY_OUT = Pattern.compile(
            "; (also )?(set|rename|leave|take|remove|move|use|give|close|add|mount|choose|put|write|known|allowed|shorten|correct|uninject|or)\\b"
                    + "|but Kubernetes needs");

    private static final Pattern RULE = Pattern.compile("inject-[a-z]+(-[a-z]+)*");

    private final JsonProvider json = JsonProvider.provider();
    private final Uninjector uninjector = new Uninjector();

    /** By name, in the order in which they are checked. */
    Map<String, Invariant> all() {
        Map<String, Invariant> invariants = new LinkedHashMap<>();
        invariants.put("the same request gets the same decision, and the submitted pod is not modified", this::pure);
        invariants.put("the patch is valid RFC 6902, and two implementations agree on what it makes", this::applies);
        invariants.put(
                "everything that was there stays, unknown fields included, and what is new is known to be injected",
                this::keeps);
        invariants.put("f(f(pod)) = f(pod)", this::idempotent);
        invariants.put("uninject(f(pod)) = pod", this::uninjected);
        invariants.put("the order of features does not matter", this::independentOfOrder);
        invariants.put("a refusal says what is wrong, where, and what to do", this::helpful);
        return invariants;
    }

    public void checkAll(DecisionUnderTest subject) {
        all().values().forEach(invariant -> invariant.check(subject));
    }

    private void pure(DecisionUnderTest subject) {
        String before = subject.pod().toString();
        assertThat(subject.decideAgain()).isEqualTo(subject.decision());
        assertThat(subject.pod().toString()).isEqualTo(before);
    }

    private void applies(DecisionUnderTest subject) {
        JsonPatch patch = subject.decision().patch();
        patch.toJson()
                .forEach(operation ->
                        assertThat(operation.path("op").stringValue("")).isIn("add", "replace", "remove"));
        JsonNode once = subject.result();
        JsonObject pod = object(subject.pod().toString());
        String again = json.createPatch(
                        json.createReader(new StringReader(patch.toJson().toString()))
                                .readArray())
                .apply(pod)
                .toString();
        assertThat(JsonMapper.shared().readTree(again))
                .isEqualTo(JsonMapper.shared().readTree(once.toString()));
    }

    private JsonObject object(String text) {
        return json.createReader(new StringReader(text)).readObject();
    }

    private void keeps(DecisionUnderTest subject) {
        assertThat(PreservedContent.problems(subject.pod(), subject.result())).isEmpty();
    }

    private void idempotent(DecisionUnderTest subject) {
        Decision second = subject.second();
        assertThat(second.getClass())
                .as(second::toString)
                .isEqualTo(subject.decision().getClass());
        assertThat(second.patch()).isEqualTo(JsonPatch.EMPTY);
    }

    /**
     * Not for a pod that brings along what only the webhook writes: a status that could be genuine claims what cannot be checked
     * here, and the annotation of a volume of the pod's own stays, with a warning.
     */
    private void uninjected(DecisionUnderTest subject) {
        Decision decision = subject.decision();
        JsonNode annotations = subject.pod().path("metadata").path("annotations");
        if (decision instanceof Decision.Refused
                || decision instanceof Decision.NotOptedIn
                || annotations.path(Keys.STATUS).stringValue("").contains("schema")
                || subject.pod().path("spec").path("volumes").toString().contains(Keys.CLIENT_PROPERTIES)) {
            return;
        }
        ObjectNode injected = subject.result();
        Removal removal = uninjector.remove(injected);
        assertThat(removal.notes().stream().filter(note -> note.severity() == Note.NoteSeverity.WARNING))
                .isEmpty();
        ObjectNode back = DecisionUnderTest.applied(injected, removal.patch());
        assertThat(withoutWebhooksOwn(back, injected)).isEqualTo(withoutWebhooksOwn(subject.pod(), injected));
    }

    /** Status and properties text belong to the webhook: one that was overwritten does not come back. */
    private static JsonNode withoutWebhooksOwn(ObjectNode pod, ObjectNode injected) {
        ObjectNode copy = pod.deepCopy();
        if (copy.path("metadata").get("annotations") instanceof ObjectNode annotations) {
            annotations.remove(Keys.STATUS);
            String text = Keys.CLIENT_PROPERTIES;
            if (!annotations
                    .path(text)
                    .equals(injected.at("/metadata/annotations").path(text))) {
                annotations.remove(text);
            }
        }
        return copy;
    }

    private void independentOfOrder(DecisionUnderTest subject) {
        Decision one = subject.decision();
        Decision other = subject.reordered();
        assertThat(other.getClass()).isEqualTo(one.getClass());
        assertThat(other.patch()).isEqualTo(one.patch());
        assertThat(other.notes()).containsExactlyInAnyOrderElementsOf(one.notes());
        assertThat(refusals(other)).containsExactlyInAnyOrderElementsOf(refusals(one));
    }

    private void helpful(DecisionUnderTest subject) {
        for (Refusal refusal : refusals(subject.decision())) {
            assertThat(refusal.rule()).matches(RULE);
            assertThat(refusal.field()).as(refusal::toString).matches("(metadata|spec|apiVersion|kind)\\b[\\s\\S]*");
            assertThat(refusal.message()).as(refusal::toString).containsPattern(WAY_OUT);
        }
    }

    private static List<Refusal> refusals(Decision decision) {
        return decision instanceof Decision.Refused refused ? refused.refusals() : List.of();
    }
}
