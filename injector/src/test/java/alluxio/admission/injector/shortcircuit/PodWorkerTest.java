package alluxio.admission.injector.shortcircuit;

import static alluxio.admission.injector.Fixtures.container;
import static alluxio.admission.injector.Fixtures.env;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.kube.LabelRequirement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A labelled pod with an application and its own worker")
class PodWorkerTest {
    private static final String AS_UUID = "-Dalluxio.worker.data.server.domain.socket.as.uuid=true";
    private static final String ADDRESS = "-Dalluxio.worker.data.server.domain.socket.address=";
    private static final String EMPTY_DIR = "'emptyDir':{}";
    private static final String MOUNT = "{'name':'sockets','mountPath':'/opt/domain'}";

    private final Injector injector = injector(Feature.SHORT_CIRCUIT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'emptyDir':{}",
                "'emptyDir':{'medium':'Memory'}",
                "'persistentVolumeClaim':{'claimName':'c'}",
                "'ephemeral':{}",
                "'hostPath':{'path':'/data/sockets','type':'DirectoryOrCreate'}"
            })
    @DisplayName(
            "shares the volume of the worker's sockets, whatever it is: the application gets its mount and the property")
    void shares(String source) {
        ObjectNode pod = pod("", MOUNT, ADDRESS + "/opt/domain " + AS_UUID, source);
        ObjectNode result = injectTwice(pod, Fixtures.NAMESPACE);
        assertThat(result.at("/spec/volumes")).isEqualTo(pod.at("/spec/volumes"));
        assertThat(result.at("/spec/containers/1")).isEqualTo(pod.at("/spec/containers/1"));
        assertThat(result.at("/spec").has("initContainers")).isFalse();
        assertThat(result.at("/spec").has("affinity")).isFalse();
        assertThat(container(result, "trino").path("volumeMounts").toString())
                .isEqualTo("[{\"name\":\"sockets\",\"mountPath\":\"/opt/domain\",\"readOnly\":true}]");
        assertThat(env(result, "trino", "JAVA_TOOL_OPTIONS")).contains(AS_UUID);
    }

    @Test
    @DisplayName("that mounts the volume itself gets only the property, in any namespace")
    void onlyTheProperty() {
        ObjectNode pod = pod(MOUNT, MOUNT, ADDRESS + "/opt/domain " + AS_UUID, EMPTY_DIR);
        ObjectNode result = injectTwice(pod, "trino");
        assertThat(container(result, "trino").path("volumeMounts"))
                .isEqualTo(pod.at("/spec/containers/0/volumeMounts"));
        assertThat(env(result, "trino", "JAVA_TOOL_OPTIONS")).contains(AS_UUID);
        assertThat(result.at("/spec/containers/1")).isEqualTo(pod.at("/spec/containers/1"));
    }

    @Test
    @DisplayName("has the two properties added to a worker that opens no socket yet")
    void workerWithoutAddress() {
        ObjectNode result = injectTwice(pod("", MOUNT, "-Xmx1g", EMPTY_DIR), Fixtures.NAMESPACE);
        assertThat(env(result, "alluxio-worker", "ALLUXIO_WORKER_JAVA_OPTS"))
                .isEqualTo("-Xmx1g " + ADDRESS + "/opt/domain " + AS_UUID);
        assertThat(container(result, "trino").path("volumeMounts").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"/var/sockets,true,/var/sockets", "/var/sockets/socket,false,/var/sockets"})
    @DisplayName("looks where the worker has its sockets, whatever the profile says")
    void elsewhere(String address, boolean uuid, String path) {
        String mount = "{'name':'sockets','mountPath':'" + path + "','subPath':'a'}";
        ObjectNode pod = pod("", mount, ADDRESS + address + (uuid ? " " + AS_UUID : ""), EMPTY_DIR);
        ObjectNode result = injectTwice(pod, Fixtures.NAMESPACE);
        assertThat(container(result, "trino").path("volumeMounts").toString())
                .isEqualTo(
                        "[{\"name\":\"sockets\",\"mountPath\":\"" + path + "\",\"readOnly\":true,\"subPath\":\"a\"}]");
        assertThat(env(result, "trino", "JAVA_TOOL_OPTIONS")).contains(AS_UUID);
    }

    @Test
    @DisplayName("does not get a volume that would hide its own files, and is told what to do")
    void hides() {
        String mount = "{'name':'sockets','mountPath':'/data'}";
        ObjectNode pod = pod("", mount, ADDRESS + "/data/sockets " + AS_UUID, EMPTY_DIR);
        Decision.Injected decision = injected(injector, pod);
        ObjectNode result = Fixtures.apply(pod, decision.patch());
        assertThat(container(result, "trino").has("volumeMounts")).isFalse();
        assertThat(env(result, "trino", "JAVA_TOOL_OPTIONS")).doesNotContain(AS_UUID);
        assertThat(decision.notes().stream().map(Note::message).toList())
                .anyMatch(message -> message.contains("container \"trino\"")
                        && message.endsWith("give the sockets a volume of their own, mounted at /data/sockets"));
        ObjectNode mounted = pod(mount, mount, ADDRESS + "/data/sockets " + AS_UUID, EMPTY_DIR);
        assertThat(env(injectTwice(mounted, Fixtures.NAMESPACE), "trino", "JAVA_TOOL_OPTIONS"))
                .contains(AS_UUID);
    }

    @Test
    @DisplayName(
            "without a volume for sockets, or with the profile's directory, has that directory of the node in both containers")
    void directoryOfTheNode() {
        ObjectNode without = pod("", "", "-Xmx1g", EMPTY_DIR);
        ObjectNode result = injectTwice(without, Fixtures.NAMESPACE);
        assertThat(container(result, "trino").path("volumeMounts").toString())
                .isEqualTo("[{\"name\":\"alluxio-domain\",\"mountPath\":\"/opt/domain\",\"readOnly\":true}]");
        assertThat(result.at("/spec/volumes/1/hostPath/type").stringValue("")).isEqualTo("DirectoryOrCreate");
        ObjectNode profiles = pod(
                "",
                MOUNT,
                ADDRESS + "/opt/domain " + AS_UUID,
                "'hostPath':{'path':'/tmp/alluxio-domain','type':'DirectoryOrCreate'}");
        assertThat(container(injectTwice(profiles, Fixtures.NAMESPACE), "trino")
                        .at("/volumeMounts/0/name")
                        .stringValue(""))
                .isEqualTo("sockets");
    }

    @Test
    @DisplayName("with a job worker, a master and FUSE shares the volume with the job worker and FUSE too")
    void brothers() {
        ObjectNode pod = json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':["
                + worker(MOUNT, ADDRESS + "/opt/domain " + AS_UUID)
                + ",{'name':'j','image':'alluxio/alluxio:2.9.6','args':['job-worker']}"
                + ",{'name':'m','image':'alluxio/alluxio:2.9.6','args':['master']}"
                + ",{'name':'f','image':'alluxio/alluxio:2.9.6','args':['fuse']}],"
                + "'volumes':[{'name':'sockets','emptyDir':{}}]}}");
        ObjectNode result = injectTwice(pod, Fixtures.NAMESPACE);
        assertThat(result.at("/spec/volumes").size()).isEqualTo(1);
        assertThat(container(result, "j").at("/volumeMounts/0/name").stringValue(""))
                .isEqualTo("sockets");
        assertThat(container(result, "f").at("/volumeMounts/0/name").stringValue(""))
                .isEqualTo("sockets");
        assertThat(container(result, "m")).isEqualTo(pod.at("/spec/containers/2"));
    }

    @Test
    @DisplayName("as a native sidecar is used by the application in the same way")
    void nativeSidecar() {
        ObjectNode pod = json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'initContainers':[{"
                + "'restartPolicy':'Always',"
                + worker(MOUNT, ADDRESS + "/opt/domain " + AS_UUID).substring(1)
                + "],'containers':[{'name':'trino','image':'trinodb/trino:359'}],"
                + "'volumes':[{'name':'sockets','emptyDir':{}}]}}");
        ObjectNode result = injectTwice(pod, "trino");
        assertThat(container(result, "trino").at("/volumeMounts/0/name").stringValue(""))
                .isEqualTo("sockets");
        assertThat(result.at("/spec/volumes").size()).isEqualTo(1);
    }

    @Test
    @DisplayName("need not run where other workers are, though the profile names nodes")
    void scheduling() {
        Injector onNodes =
                Fixtures.schedulingInjector(SchedulingMode.AUTO, List.of(LabelRequirement.label("disk", "ssd")));
        ObjectNode pod = pod(MOUNT, MOUNT, ADDRESS + "/opt/domain " + AS_UUID, EMPTY_DIR);
        Decision.Injected decision = injected(onNodes, pod);
        assertThat(Fixtures.apply(pod, decision.patch()).at("/spec").has("affinity"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'w2','image':'alluxio/alluxio:2.9.6','args':['worker-only']}",
                "{'name':'w2','image':'alluxio/alluxio:2.9.6','args':['worker'],'volumeMounts':[{'name':'sockets','mountPath':'/opt/domain'}]}"
            })
    @DisplayName("with a second worker is no pod with its own worker: in another namespace it is refused as before")
    void twoWorkers(String second) {
        ObjectNode pod = json("{'metadata':{'labels':{'alluxio.io/inject':'true'},'annotations':{'alluxio.io/status':'"
                + "{\\\"schema\\\":1,\\\"result\\\":\\\"injected\\\",\\\"profile\\\":\\\"alluxio\\\",\\\"digest\\\":\\\"x\\\",\\\"features\\\":[]}'}},"
                + "'spec':{'containers':[" + worker(MOUNT, ADDRESS + "/opt/domain " + AS_UUID) + "," + second
                + ",{'name':'trino','image':'trinodb/trino:359'}],'volumes':[{'name':'sockets','emptyDir':{}}]}}");
        assertThat(refusals(pod, "trino")).containsExactly("inject-own-pod-namespace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'hostPath':{'path':'/tmp/alluxio-domain','type':'DirectoryOrCreate'}",
                "'hostPath':{'path':'/data/sockets','type':'DirectoryOrCreate'}",
                "'secret':{'secretName':'s'}"
            })
    @DisplayName("in another namespace gets nothing of the node: it is refused unless the volume is the pod's own")
    void otherNamespace(String source) {
        ObjectNode pod = pod("", MOUNT, ADDRESS + "/opt/domain " + AS_UUID, source);
        assertThat(refusals(pod, "trino")).containsExactly("inject-own-pod-namespace");
    }

    @Test
    @DisplayName("but without an application stays a worker whose sockets must be seen by other pods")
    void workerAlone() {
        ObjectNode pod = json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':["
                + worker(MOUNT, ADDRESS + "/opt/domain " + AS_UUID)
                + "],'volumes':[{'name':'sockets','emptyDir':{}}]}}");
        assertThat(refusals(pod, Fixtures.NAMESPACE)).containsExactly("inject-mount-path");
    }

    private List<String> refusals(ObjectNode pod, String namespace) {
        Decision decision = injector.decide(new InjectionRequest(pod, namespace, false));
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision)
                .refusals().stream().map(Refusal::rule).toList();
    }

    /** The injected pod, which a second injection leaves, and from which the injection can be taken out. */
    private ObjectNode injectTwice(ObjectNode pod, String namespace) {
        Decision decision = injector.decide(new InjectionRequest(pod, namespace, false));
        assertThat(decision).isInstanceOf(Decision.Injected.class);
        ObjectNode result = Fixtures.apply(pod, decision.patch());
        Decision again = injector.decide(new InjectionRequest(result, namespace, false));
        assertThat(again.patch()).isEqualTo(JsonPatch.EMPTY);
        assertThat(Fixtures.apply(result, new Uninjector().remove(result).patch()))
                .isEqualTo(pod);
        return result;
    }

    private static ObjectNode pod(String clientMounts, String workerMounts, String options, String source) {
        return json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':["
                + "{'name':'trino','image':'trinodb/trino:359'"
                + (clientMounts.isEmpty() ? "" : ",'volumeMounts':[" + clientMounts + "]") + "},"
                + worker(workerMounts, options) + "],'volumes':[{'name':'sockets'," + source + "}]}}");
    }

    private static String worker(String mounts, String options) {
        return "{'name':'alluxio-worker','image':'alluxio/alluxio:2.9.6','args':['worker-only'],"
                + "'env':[{'name':'ALLUXIO_WORKER_JAVA_OPTS','value':'" + options + "'}]"
                + (mounts.isEmpty() ? "" : ",'volumeMounts':[" + mounts + "]") + "}";
    }
}
