package alluxio.admission.injector.placement;

import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.OnConflict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A client of workers that are seen")
class SeenWorkersTest {
    private static final String NOTHING = "'emptyDir':{}";
    private static final String SOCKETS = "'hostPath':{'path':'/tmp/alluxio-domain','type':'DirectoryOrCreate'}";
    private static final String CLAIM = "'persistentVolumeClaim':{'claimName':'sockets'}";

    private final Injector injector =
            new Injector(Fixtures.configuration(Fixtures.everything(Set.of(Feature.SHORT_CIRCUIT)), OnConflict.DENY));

    @ParameterizedTest
    @ValueSource(
            strings = {
                NOTHING,
                "'hostPath':{'path':'/data/sockets','type':'DirectoryOrCreate'}",
                "'hostPath':{'path':'/tmp/alluxio-domain-2','type':'DirectoryOrCreate'}",
                CLAIM
            })
    @DisplayName(
            "does not wait for a directory of the node that none of them has: short circuit is left out, with the fix")
    void leftOut(String volume) {
        Decision.Injected decision = decide(labelled(""), view(worker("w", volume, "")));
        assertThat(decision.features()).isEmpty();
        assertThat(decision.patch().toJson().toString())
                .doesNotContain("hostPath")
                .doesNotContain("as.uuid");
        assertThat(decision.notes()).extracting(Note::code).containsExactly("short-circuit-left-out");
        assertThat(decision.notes().getFirst().message())
                .contains("DaemonSet w has ")
                .contains("shortCircuit.volumeType=hostPath");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SOCKETS,
                "'hostPath':{'path':'/tmp/alluxio-domain/','type':'Directory'}",
                "'hostPath':{'path':'/tmp'}",
                "'hostPath':{'path':'/tmp/alluxio-domain/sockets'}"
            })
    @DisplayName("has it where one of them has the directory, or may have made it")
    void there(String volume) {
        assertThat(decide(labelled(""), view(worker("v", NOTHING, ""), worker("w", volume, "")))
                        .features())
                .containsExactly("short-circuit");
    }

    @Test
    @DisplayName("has it where the claim of the workers is that directory, bound or not yet")
    void claim() {
        String volume =
                "{'kind':'PersistentVolume','metadata':{'name':'pv'},'spec':{'hostPath':{'path':'/tmp/alluxio-domain'}}}";
        String other = "{'kind':'PersistentVolume','metadata':{'name':'other'},'spec':{'hostPath':{'path':'/data'}}}";
        String bound = "{'kind':'PersistentVolumeClaim','metadata':{'name':'sockets'},'spec':{'volumeName':'pv'}}";
        String elsewhere =
                "{'kind':'PersistentVolumeClaim','metadata':{'name':'sockets'},'spec':{'volumeName':'other'}}";
        String worker = worker("w", CLAIM, "");
        assertThat(decide(labelled(""), view(worker, bound, volume)).features()).containsExactly("short-circuit");
        assertThat(decide(labelled(""), view(worker, volume)).features()).containsExactly("short-circuit");
        assertThat(decide(labelled(""), view(worker, elsewhere, volume, other)).features())
                .isEmpty();
    }

    @Test
    @DisplayName(
            "has it where nothing certain is known: no worker, one of another namespace, of Fluid, of 3.x, or one that is injected")
    void unknown() {
        List<String> seen = List.of(
                "{'kind':'DaemonSet','metadata':{'name':'logs'},'spec':{'template':{'spec':{'containers':[{'name':'a','image':'a:1'}]}}}}",
                worker("w", NOTHING, "").replace("'namespace':'alluxio'", "'namespace':'other'"),
                worker("w", NOTHING, "'fluid.io/dataset':'d'"),
                worker("w", NOTHING, "").replace("alluxio:2.9.6", "alluxio:3.1"),
                worker("w", NOTHING, "'alluxio.io/inject':'true'"));
        for (String object : seen) {
            assertThat(decide(labelled(""), view(object)).features()).as(object).containsExactly("short-circuit");
        }
    }

    @Test
    @DisplayName("stays as it was injected, whatever is seen later")
    void retained() {
        ObjectNode pod = labelled("");
        ObjectNode with = apply(pod, decide(pod, ClusterView.NOTHING).patch());
        Decision.Injected later = decide(with, view(worker("w", NOTHING, "")));
        assertThat(later.patch()).isEqualTo(JsonPatch.EMPTY);
        assertThat(later.notes()).extracting(Note::code).containsExactly("injection-retained");
    }

    private Decision.Injected decide(ObjectNode pod, ClusterView view) {
        Decision decision = injector.decide(new InjectionRequest(pod, "team-a", false), view, Budget.ofDecision());
        assertThat(decision).isInstanceOf(Decision.Injected.class);
        ObjectNode result = apply(pod, decision.patch());
        assertThat(injector.decide(new InjectionRequest(result, "team-a", false), view, Budget.ofDecision())
                        .patch())
                .as("f(f(p)) = f(p)")
                .isEqualTo(JsonPatch.EMPTY);
        ObjectNode removed = apply(result, new Uninjector().remove(result).patch());
        assertThat((JsonNode) removed)
                .isEqualTo(apply(pod, new Uninjector().remove(pod).patch()));
        return (Decision.Injected) decision;
    }

    private static String worker(String name, String volume, String label) {
        return "{'kind':'DaemonSet','metadata':{'name':'" + name
                + "','namespace':'alluxio'},'spec':{'template':{'metadata':{'labels':{"
                + label
                + "}},'spec':{'containers':[{'name':'alluxio-worker','image':'alluxio/alluxio:2.9.6','args':['worker-only']}],"
                + "'volumes':[{'name':'v'," + volume + "}]}}}}";
    }

    private static ClusterView view(String... objects) {
        List<ObjectNode> all = new ArrayList<>();
        for (String object : objects) {
            all.add(json(object));
        }
        return (kind, namespace) -> all.stream()
                .filter(object -> object.path("kind").stringValue("").equals(kind))
                .filter(object -> kind.equals("PersistentVolume")
                        || Optional.of(object.path("metadata").path("namespace").stringValue("alluxio"))
                                .filter(namespace::equals)
                                .isPresent())
                .toList();
    }
}
