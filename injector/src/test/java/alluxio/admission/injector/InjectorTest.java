package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.container;
import static alluxio.admission.injector.Fixtures.decide;
import static alluxio.admission.injector.Fixtures.env;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.AdmissionConfiguration;
import alluxio.admission.model.AdmissionConfiguration.OnConflict;
import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Profile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @DisplayName("is complete after one decision: the second finds nothing to do")
    void idempotent() {
        Injector injector = injectorOfAll();
        ObjectNode once = inject(injector, labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g'}]"));
        assertThat(injected(injector, once).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @Test
    @DisplayName("that another webhook gave a container afterwards is completed, and its status names both runs' work")
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
    @DisplayName("keeps the JVM options it has, in front, and its own value of a property, with a warning")
    void keepsOptions() {
        ObjectNode pod =
                labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g -Dalluxio.master.hostname=mine'}]");
        Decision.Injected decision = injected(injector(Feature.SHORT_CIRCUIT), pod);
        assertThat(env(apply(pod, decision.patch()), "app", "JAVA_TOOL_OPTIONS"))
                .isEqualTo("-Xmx1g -Dalluxio.master.hostname=mine -Dalluxio.master.rpc.port=19998 " + AS_UUID
                        + " -Dalluxio.user.file.readtype.default=CACHE");
        assertThat(decision.notes()).extracting(Note::code).containsExactly("property-kept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'env':[{'name':'JAVA_TOOL_OPTIONS','valueFrom':{'configMapKeyRef':{'name':'c','key':'k'}}}]",
                "'envFrom':[{'configMapRef':{'name':'c'}}]",
                "'envFrom':[{'prefix':'JAVA_','secretRef':{'name':'c'}}]"
            })
    @DisplayName("whose JVM options cannot be seen gets a properties file, and its variables stay as they are")
    void file(String container) {
        ObjectNode pod = labelled(container);
        Injector injector = injector(Feature.SHORT_CIRCUIT);
        Decision.Injected decision = injected(injector, pod);
        ObjectNode result = apply(pod, decision.patch());
        assertThat(container(result, "app").path("env"))
                .isEqualTo(container(pod, "app").path("env"));
        assertThat(container(result, "app").path("volumeMounts").path(1).toString())
                .isEqualTo(
                        "{\"name\":\"alluxio-client-properties\",\"mountPath\":\"/etc/alluxio/alluxio-site.properties\","
                                + "\"readOnly\":true,\"subPath\":\"alluxio-site.properties\"}");
        assertThat(result.at("/metadata/annotations")
                        .path(Keys.CLIENT_PROPERTIES)
                        .stringValue(""))
                .isEqualTo("""
                        alluxio.master.hostname=alluxio-master-0.alluxio
                        alluxio.master.rpc.port=19998
                        alluxio.worker.data.server.domain.socket.as.uuid=true
                        alluxio.user.file.readtype.default=CACHE
                        """);
        assertThat(decision.notes()).extracting(Note::code).containsExactly("client-properties-file");
        assertThat(injected(injector, result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @Test
    @DisplayName("whose JVM options would grow beyond what JDK 8 reads gets a properties file")
    void fileWhenTooLong() {
        ObjectNode pod = labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Dx=" + "y".repeat(1000) + "'}]");
        Decision.Injected decision = injected(injector(Feature.SHORT_CIRCUIT), pod);
        assertThat(decision.notes()).extracting(Note::code).containsExactly("client-properties-file");
    }

    @Test
    @DisplayName("with envFrom of another prefix still gets the variable")
    void otherPrefix() {
        ObjectNode result = inject(
                injector(Feature.SHORT_CIRCUIT), labelled("'envFrom':[{'prefix':'APP_','secretRef':{'name':'c'}}]"));
        assertThat(env(result, "app", "JAVA_TOOL_OPTIONS")).contains(AS_UUID);
    }

    @Test
    @DisplayName("gets all masters of a quorum, with the namespace where the name has one label only")
    void quorum() {
        Profile p = Fixtures.everything(Set.of());
        Profile quorum = new Profile(
                p.name(),
                "ns",
                p.version(),
                List.of(new HostPort("m-0", 19998), new HostPort("m-1.other.svc", 1), new HostPort("fd00::1", 2)),
                p.client(),
                p.shortCircuit(),
                p.fuse(),
                p.hdfs(),
                p.hostAliases(),
                p.features());
        Injector injector = new Injector(Fixtures.configuration(quorum, OnConflict.DENY));
        assertThat(env(inject(injector, labelled("")), "app", "JAVA_TOOL_OPTIONS"))
                .startsWith("-Dalluxio.master.rpc.addresses=m-0.ns:19998,m-1.other.svc:1,[fd00::1]:2 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alluxio.io/containers|app|app",
                "alluxio.io/exclude-containers|app|helper setup",
                "alluxio.io/containers|istio-proxy,setup|istio-proxy setup",
                "none||app helper setup"
            })
    @DisplayName("is injected in the containers that its annotations choose; sidecars and agents only if named")
    void containers(String key, String value, String expected) {
        ObjectNode pod = json(
                "{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'initContainers':[{'name':'setup'}],"
                        + "'containers':[{'name':'app'},{'name':'helper'},{'name':'istio-proxy'},{'name':'my-agent'}]}}");
        if (!key.equals("none")) {
            annotate(pod, key, value);
        }
        ObjectNode result = inject(injector(Feature.SHORT_CIRCUIT), pod);
        List<String> given = List.of("app", "helper", "istio-proxy", "my-agent", "setup").stream()
                .filter(name -> container(result, name).has("env"))
                .toList();
        assertThat(given).containsExactlyInAnyOrder(expected.split(" "));
    }

    @Test
    @DisplayName("in which every container is left out gets no volume, and a warning")
    void nobodyLeft() {
        Decision.Injected decision =
                injected(injectorOfAll(), annotate(labelled(""), Keys.EXCLUDE_CONTAINERS, "app,ghost"));
        assertThat(decision.patch().toJson().toString()).doesNotContain("/spec/volumes");
        assertThat(decision.notes()).extracting(Note::code).containsExactly("unknown-container", "no-container");
    }

    @Test
    @DisplayName("of Alluxio's own gets host aliases and HDFS configuration, but is made no client")
    void own() {
        ObjectNode worker = json(
                "{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':["
                        + "{'name':'alluxio-worker','image':'alluxio/alluxio:2.9.6','command':['tini','--','/entrypoint.sh'],'args':['worker-only','--no-format']}]}}");
        Decision.Injected decision = injected(injectorOfAll(), worker);
        assertThat(decision.features()).containsExactly("hdfs", "host-aliases");
        assertThat(apply(worker, decision.patch()).toString())
                .doesNotContain("/opt/domain")
                .doesNotContain("JAVA_TOOL_OPTIONS");
        assertThat(injectorOfAll().decide(new InjectionRequest(unlabelled(worker), "alluxio", true)))
                .isInstanceOf(Decision.NotAsked.class);
        assertThat(decide(injector(Feature.SHORT_CIRCUIT), worker)).isInstanceOf(Decision.Skipped.class);
        assertThat(decision.notes()).extracting(Note::severity).containsOnly(Note.Severity.INFO);
        assertThat(injected(injectorOfAll(), annotate(worker, Keys.FEATURES, "short-circuit,hdfs"))
                        .notes())
                .as("what the pod asked for itself")
                .extracting(Note::toString)
                .containsExactly("Note[severity=WARNING, code=own-pod, message=short-circuit is left out: it is for "
                        + "clients, and this is a pod of Alluxio's own]");
    }

    @Test
    @DisplayName("for Windows is skipped, and its status says why")
    void windows() {
        ObjectNode pod = Fixtures.labelledSpec("'os':{'name':'windows'}");
        Decision decision = decide(injectorOfAll(), pod);
        assertThat(decision).isInstanceOf(Decision.Skipped.class);
        ObjectNode result = apply(pod, decision.patch());
        assertThat(result.at("/metadata/annotations").path(Keys.STATUS).stringValue(""))
                .isEqualTo(
                        "{\"schema\":1,\"result\":\"skipped\",\"reason\":\"a Windows pod: Alluxio's sockets and mounts are Linux's\"}");
        assertThat(decide(injectorOfAll(), result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @Test
    @DisplayName("with FUSE right below the node's root mounts the mount point itself, and is warned")
    void fuseAtRoot() {
        Profile p = Fixtures.everything(Set.of(Feature.FUSE));
        Profile root = new Profile(
                p.name(),
                p.namespace(),
                p.version(),
                p.masters(),
                p.client(),
                p.shortCircuit(),
                java.util.Optional.of(new Profile.Fuse(Profile.FuseMode.HOST, "/", "/mnt", "alluxio-fuse")),
                p.hdfs(),
                p.hostAliases(),
                p.features());
        Injector injector = new Injector(Fixtures.configuration(root, OnConflict.DENY));
        Decision.Injected decision = injected(injector, labelled(""));
        ObjectNode result = apply(labelled(""), decision.patch());
        assertThat(result.at("/spec/volumes/0/hostPath/path").stringValue("")).isEqualTo("/alluxio-fuse");
        assertThat(result.at("/spec/containers/0/volumeMounts/0/mountPath").stringValue(""))
                .isEqualTo("/mnt/alluxio-fuse");
        assertThat(decision.notes()).extracting(Note::code).containsExactly("fuse-mount-point", "fuse-no-wait");
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

    private static ObjectNode unlabelled(ObjectNode pod) {
        ObjectNode copy = pod.deepCopy();
        ((ObjectNode) copy.get("metadata")).remove("labels");
        return copy;
    }
}
