package alluxio.admission.injector.uninject;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static alluxio.admission.injector.Fixtures.sidecarProfile;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.kube.LabelRequirement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("When a pod is uninjected,")
class RemoversTest {
    private static final String TERMS =
            "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";
    private static final String MINE = "{'key':'mine','operator':'Exists'}";

    private final Injector sidecar = injector(sidecarProfile("alluxio/alluxio:2.9.6", "fuse", Feature.FUSE));
    private final Injector scheduling =
            Fixtures.schedulingInjector(SchedulingMode.AUTO, List.of(LabelRequirement.label("disk", "ssd")));

    @Test
    @DisplayName("the sidecar is removed as a whole, with what the API server and other webhooks added to it")
    void completedSidecar() {
        ObjectNode pod = labelledSpec("'initContainers':[{'name':'istio-init'},{'name':'setup'}]");
        ObjectNode injected = inject(sidecar, pod);
        ObjectNode container = (ObjectNode) injected.at("/spec/initContainers/1");
        container.put("image", "mirror/alluxio:2.9.6").putObject("resources").put("limits", "other");
        container.withArrayProperty("volumeMounts").add(json("{'name':'token','mountPath':'/t'}"));
        assertThat((JsonNode) uninject(injected)).isEqualTo(pod);
        assertThat(warnings(injected)).isEmpty();
    }

    @Test
    @DisplayName("a sidecar that runs something else stays, with its volumes and the Secrets for its image")
    void changedSidecar() {
        ObjectNode injected = inject(sidecar, labelled(""));
        ((ObjectNode) injected.at("/spec/initContainers/1")).putArray("args").add("other");
        ObjectNode result = uninject(injected);
        assertThat(result.at("/spec/initContainers")).containsExactly(injected.at("/spec/initContainers/1"));
        assertThat(result.at("/spec/volumes")).isEqualTo(injected.at("/spec/volumes"));
        assertThat(result.at("/spec/imagePullSecrets")).isEqualTo(injected.at("/spec/imagePullSecrets"));
        assertThat(result.at("/spec/containers")).isEqualTo(labelled("").at("/spec/containers"));
        assertThat(warnings(injected))
                .contains(
                        "init container \"alluxio-fuse\": changed after the injection, so it is left in; if nothing needs it, "
                                + "remove it by hand",
                        "\"registry\" in imagePullSecrets: left in, because init container \"alluxio-fuse\" stays and "
                                + "may need it; remove that first, and then the name by hand");
    }

    @Test
    @DisplayName("a container of the user with the sidecar's name and a copied status stays")
    void copiedStatus() {
        ObjectNode injected = inject(sidecar, labelled(""));
        ObjectNode own = labelledSpec("'initContainers':[{'name':'alluxio-fuse','command':['mine']}]");
        annotate(
                own,
                "alluxio.io/status",
                injected.at("/metadata/annotations").path("alluxio.io/status").stringValue(""));
        assertThat(uninject(own).at("/spec/initContainers")).isEqualTo(own.at("/spec/initContainers"));
    }

    @Test
    @DisplayName("an injected term stays as long as it has another expression")
    void sharedTerm() {
        ObjectNode injected = inject(scheduling, labelled(""));
        ((ArrayNode) injected.at(TERMS + "/0/matchExpressions")).add(json(MINE));
        assertThat(uninject(injected).at(TERMS).toString())
                .isEqualTo("[{\"matchExpressions\":[" + MINE.replace('\'', '"') + "]}]");
        assertThat(warnings(injected)).isEmpty();
    }

    @Test
    @DisplayName("an injected term is removed beside one that was added later")
    void laterTerm() {
        ObjectNode injected = inject(scheduling, labelled(""));
        ((ArrayNode) injected.at(TERMS)).add(json("{'matchExpressions':[" + MINE + "]}"));
        assertThat(uninject(injected).at(TERMS).toString())
                .isEqualTo("[{\"matchExpressions\":[" + MINE.replace('\'', '"') + "]}]");
    }

    @Test
    @DisplayName("the last expression of the user's term stays, for a term without any matches no node")
    void lastExpression() {
        ObjectNode injected = inject(scheduling, withTerms("{'matchExpressions':[" + MINE + "]}"));
        ((ArrayNode) injected.at(TERMS + "/0/matchExpressions")).remove(0);
        assertThat(uninject(injected).at(TERMS)).isEqualTo(injected.at(TERMS));
        assertThat(warnings(injected)).singleElement().asString().contains("an empty term matches no node");
    }

    @Test
    @DisplayName("a Secret's volume with a widened mode is recognised, and the mode of the user's volume kept")
    void openedSecret() {
        ObjectNode pod = labelled("'securityContext':{'runAsUser':0}");
        ObjectNode once = inject(injector(Feature.HDFS), pod);
        assertThat(once.at("/spec/volumes/0/secret/defaultMode").intValue()).isEqualTo(256);
        ObjectNode late = json("{'name':'late'}");
        ((ArrayNode) once.at("/spec/containers")).add(late);
        ObjectNode twice = inject(injector(Feature.HDFS), once);
        assertThat(twice.at("/spec/volumes/0/secret/defaultMode").intValue()).isEqualTo(292);
        ((ArrayNode) pod.at("/spec/containers")).add(json("{'name':'late'}"));
        assertThat((JsonNode) uninject(twice)).isEqualTo(pod);
        assertThat(warnings(twice)).isEmpty();
    }

    private static ObjectNode withTerms(String terms) {
        return labelledSpec("'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':"
                + "{'nodeSelectorTerms':[" + terms + "]}}}");
    }

    private static ObjectNode uninject(ObjectNode pod) {
        return apply(pod, new Uninjector().remove(pod).patch());
    }

    private static List<String> warnings(ObjectNode pod) {
        return new Uninjector()
                .remove(pod).notes().stream()
                        .filter(note -> note.severity() == Note.NoteSeverity.WARNING)
                        .map(Note::message)
                        .toList();
    }
}
