package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.container;
import static alluxio.admission.injector.Fixtures.env;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.OnConflict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A labelled pod")
class InjectorTest {
    private static final String MASTER =
            "-Dalluxio.master.hostname=alluxio-master-0.alluxio -Dalluxio.master.rpc.port=19998";
    private static final String AS_UUID = "-Dalluxio.worker.data.server.domain.socket.as.uuid=true";

    @Test
    @DisplayName("with the built-in profile gets the socket directory, the property and the master, and nothing else")
    void defaults() {
        Injector injector = new Injector(AdmissionConfiguration.defaults());
        Decision.Injected decision = injected(injector, labelled(""));
        assertThat(decision.patch()
                        .toJson()
                        .valueStream()
                        .map(JsonNode::toString)
                        .limit(5))
                .containsExactly(
                        "{\"op\":\"add\",\"path\":\"/spec/volumes\",\"value\":[{\"name\":\"alluxio-domain\",\"hostPath\":{\"path\":\"/tmp/alluxio-domain\",\"type\":\"Directory\"}}]}",
                        "{\"op\":\"add\",\"path\":\"/spec/containers/0/volumeMounts\",\"value\":[{\"name\":\"alluxio-domain\",\"mountPath\":\"/opt/domain\",\"readOnly\":true}]}",
                        "{\"op\":\"add\",\"path\":\"/spec/containers/0/env\",\"value\":[{\"name\":\"JAVA_TOOL_OPTIONS\",\"value\":\""
                                + MASTER + " " + AS_UUID + "\"}]}",
                        "{\"op\":\"add\",\"path\":\"/metadata/annotations\",\"value\":{}}",
                        "{\"op\":\"add\",\"path\":\"/metadata/annotations/cluster-autoscaler.kubernetes.io~1safe-to-evict-local-volumes\",\"value\":\"alluxio-domain\"}");
        assertThat(decision.patch().operations()).hasSize(6);
        assertThat(decision.features()).containsExactly("short-circuit");
        assertThat(decision.notes()).isEmpty();
    }

    @Test
    @DisplayName("gets every feature in all its containers, init containers included")
    void everything() {
        ObjectNode pod = json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{"
                + "'initContainers':[{'name':'setup'}],'containers':[{'name':'app'},{'name':'helper'}]}}");
        ObjectNode result = inject(injectorOfAll(), pod);
        for (String name : List.of("setup", "app", "helper")) {
            assertThat(container(result, name).path("volumeMounts").toString())
                    .isEqualTo(
                            "["
                                    + "{\"name\":\"alluxio-domain\",\"mountPath\":\"/opt/domain\",\"readOnly\":true},"
                                    + "{\"name\":\"alluxio-fuse\",\"mountPath\":\"/mnt/alluxio\",\"readOnly\":true,\"mountPropagation\":\"HostToContainer\"},"
                                    + "{\"name\":\"alluxio-hdfs-alluxio-hdfs-config\",\"mountPath\":\"/secrets/hdfsConfig\",\"readOnly\":true}]");
            assertThat(env(result, name, "ALLUXIO_FUSE_PATH")).isEqualTo("/mnt/alluxio/fuse");
            assertThat(env(result, name, "HADOOP_CONF_DIR")).isEqualTo("/secrets/hdfsConfig");
            assertThat(env(result, name, "JAVA_TOOL_OPTIONS"))
                    .isEqualTo(MASTER + " " + AS_UUID + " -Dalluxio.user.file.readtype.default=CACHE");
        }
        assertThat(result.at("/spec/hostAliases").toString())
                .isEqualTo("[{\"ip\":\"10.0.0.7\",\"hostnames\":[\"namenode\"]}]");
        assertThat(result.at("/spec/volumes")
                        .valueStream()
                        .map(v -> v.path("name").stringValue("")))
                .containsExactly("alluxio-domain", "alluxio-fuse", "alluxio-hdfs-alluxio-hdfs-config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'env':null,'volumeMounts':null", "'env':[],'volumeMounts':[]"})
    @DisplayName("gets the same whether its lists are missing, null or empty, and the status says which they were")
    void parents(String lists) {
        ObjectNode result = inject(injector(Feature.SHORT_CIRCUIT), labelled(lists));
        assertThat(env(result, "app", "JAVA_TOOL_OPTIONS")).contains(AS_UUID);
        String state = lists.isEmpty() ? "absent" : lists.contains("null") ? "null" : "empty";
        assertThat(result.at("/metadata/annotations").path(Keys.STATUS).stringValue(""))
                .contains("\"spec.containers[name=app].env\":\"" + state + "\"")
                .contains("\"spec.containers[name=app].volumeMounts\":\"" + state + "\"");
    }

    @Test
    @DisplayName("is complete after one decision: the second changes nothing")
    void idempotent() {
        Injector injector = injectorOfAll();
        ObjectNode once = inject(injector, labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g'}]"));
        assertThat(injected(injector, once).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @Test
    @DisplayName(
            "with a container that another webhook added is completed, and its status has the additions of both runs")
    void lateContainer() {
        Injector injector = injectorOfAll();
        ObjectNode once = inject(injector, labelled(""));
        once.withObject("/spec").withArrayProperty("containers").add(json("{'name':'late'}"));
        ObjectNode twice = inject(injector, once);
        assertThat(env(twice, "late", "JAVA_TOOL_OPTIONS")).contains(AS_UUID);
        assertThat(container(twice, "app")).isEqualTo(container(once, "app"));
        String status = twice.at("/metadata/annotations").path(Keys.STATUS).stringValue("");
        assertThat(status).contains("\"mounts\":{\"app\":{").contains("\"late\":{");
        assertThat(status).contains("\"spec.volumes\":\"absent\"");
    }

    @Test
    @DisplayName("with a status copied from another pod is injected as if it had none")
    void copiedStatus() {
        Injector injector = injectorOfAll();
        String status = inject(injector, labelled(""))
                .at("/metadata/annotations")
                .path(Keys.STATUS)
                .stringValue("");
        ObjectNode fresh = inject(injector, annotate(labelled(""), "other", "x"));
        ObjectNode copied = inject(injector, annotate(annotate(labelled(""), "other", "x"), Keys.STATUS, status));
        assertThat((JsonNode) copied).isEqualTo(fresh);
        ObjectNode garbage = inject(injector, annotate(annotate(labelled(""), "other", "x"), Keys.STATUS, "{]"));
        assertThat((JsonNode) garbage).isEqualTo(fresh);
    }

    @Test
    @DisplayName("with conflicts under onConflict: warn gets the rest, and a warning for what is left out")
    void warnMode() {
        Injector injector =
                new Injector(Fixtures.configuration(Fixtures.everything(Set.of(Feature.values())), OnConflict.WARN));
        ObjectNode pod = Fixtures.json(
                "{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':["
                        + "{'name':'app','volumeMounts':[{'name':'data','mountPath':'/opt'}]}],'volumes':[{'name':'data','emptyDir':{}}]}}");
        Decision.Injected decision = injected(injector, pod);
        ObjectNode result = apply(pod, decision.patch());
        assertThat(result.toString())
                .doesNotContain("/opt/domain\"")
                .contains("/mnt/alluxio")
                .doesNotContain("as.uuid");
        assertThat(decision.notes()).extracting(Note::code).contains("inject-mount-path");
        assertThat(injected(injector, result).patch()).isEqualTo(JsonPatch.EMPTY);
    }
}
