package alluxio.admission.injector.shortcircuit;

import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.container;
import static alluxio.admission.injector.Fixtures.env;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A labelled Alluxio pod")
class AlluxioShortCircuitMutatorTest {
    private static final String AS_UUID = "-Dalluxio.worker.data.server.domain.socket.as.uuid=true";
    private static final String ADDRESS = "-Dalluxio.worker.data.server.domain.socket.address=/opt/domain";
    private static final String VOLUME =
            "'volumes':[{'name':'d','hostPath':{'path':'/tmp/alluxio-domain','type':'DirectoryOrCreate'}}]";
    private static final String MOUNT = "'volumeMounts':[{'name':'d','mountPath':'/opt/domain'}]";

    private final Injector injector = injector(Feature.SHORT_CIRCUIT);

    @Test
    @DisplayName("with a plain worker opens its sockets where clients look, in a directory that it can write")
    void worker() {
        ObjectNode pod = Fixtures.worker("'ports':[{'containerPort':29999}]", "");
        Decision.Injected decision = injected(injector, pod);
        ObjectNode result = apply(pod, decision.patch());
        assertThat(result.at("/spec/volumes").toString())
                .isEqualTo("[{\"name\":\"alluxio-domain\",\"hostPath\":"
                        + "{\"path\":\"/tmp/alluxio-domain\",\"type\":\"DirectoryOrCreate\"}}]");
        assertThat(container(result, "alluxio-worker").path("volumeMounts").toString())
                .isEqualTo("[{\"name\":\"alluxio-domain\",\"mountPath\":\"/opt/domain\"}]");
        assertThat(env(result, "alluxio-worker", "JAVA_TOOL_OPTIONS")).isEqualTo(ADDRESS + " " + AS_UUID);
        assertThat(result.at("/spec/initContainers").toString())
                .isEqualTo(
                        "[{\"name\":\"alluxio-domain-chown\",\"image\":\"alluxio/alluxio:2.9.6\",\"command\":[\"/bin/sh\","
                                + "\"-c\",\"chown \\\"$1\\\" \\\"$2\\\" && chmod u+rwx,go+rx \\\"$2\\\"\",\"alluxio-domain-chown\","
                                + "\"1000\",\"/opt/domain\"],\"resources\":{\"limits\":{\"cpu\":\"50m\",\"memory\":\"64Mi\"},"
                                + "\"requests\":{\"cpu\":\"50m\",\"memory\":\"64Mi\"}},\"volumeMounts\":[{\"name\":\"alluxio-domain\","
                                + "\"mountPath\":\"/opt/domain\"}],\"securityContext\":{\"capabilities\":{\"add\":[\"CHOWN\","
                                + "\"FOWNER\"],\"drop\":[\"ALL\"]},\"runAsUser\":0,\"runAsGroup\":0,\"runAsNonRoot\":false,"
                                + "\"readOnlyRootFilesystem\":true,\"allowPrivilegeEscalation\":false}}]");
        assertThat(decision.features()).containsExactly("short-circuit");
        assertThat(decision.notes()).isEmpty();
        assertThat(result.at("/metadata/annotations").path(Keys.STATUS).stringValue(""))
                .containsPattern("\"initContainers\":\\{\"\":\\{\"alluxio-domain-chown\":\"[0-9a-f]{12}\"}}");
        assertThat(injected(injector, result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @Test
    @DisplayName(
            "with every feature gets host aliases and Hadoop's files too, its helper container nothing, and is then complete")
    void everything() {
        ObjectNode result = inject(injectorOfAll(), Fixtures.worker("", ""));
        assertThat(container(result, "alluxio-worker").path("volumeMounts").size())
                .isEqualTo(2);
        assertThat(container(result, "alluxio-domain-chown")
                        .path("volumeMounts")
                        .size())
                .isEqualTo(1);
        assertThat(injected(injectorOfAll(), result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                    | ''                                   | 1000
                    'securityContext':{'runAsUser':1001}  | 'securityContext':{'runAsUser':1002} | 1001
                    'imagePullPolicy':'Always'            | 'securityContext':{'runAsUser':1002} | 1002
                    'securityContext':{'runAsUser':null}  | 'securityContext':{'fsGroup':7}      | 1000
                    """)
    @DisplayName("gets the ownership of its directory, with the uid of the container, the pod or the profile")
    void uid(String container, String spec, String uid) {
        ObjectNode pod = Fixtures.worker(container.equals("''") ? "" : container, spec.equals("''") ? "" : spec);
        JsonNode init = container(inject(injector, pod), "alluxio-domain-chown");
        assertThat(init.at("/command/4").stringValue("")).isEqualTo(uid);
        assertThat(init.path("imagePullPolicy").stringValue("none"))
                .isEqualTo(container.contains("Always") ? "Always" : "none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'securityContext':{'runAsUser':0} | 'volumes':[]
                    'ports':[] | 'initContainers':[{'name':'socket-chown','command':['/bin/chown','-R','1000:1000','/opt/domain'],'volumeMounts':[{'name':'d','mountPath':'/opt/domain'}]}],'volumes':[{'name':'d','hostPath':{'path':'/tmp/alluxio-domain'}}]
                    """)
    @DisplayName("needs no init container if it runs as root, or if another init container changes the owner")
    void noInit(String container, String spec) {
        assertThat(inject(injector, Fixtures.worker(container, spec)).toString())
                .doesNotContain("alluxio-domain-chown\",\"image");
    }

    @Test
    @DisplayName(
            "with a job worker and FUSE beside the worker makes them clients of its socket, each by its own variable")
    void severalRoles() {
        ObjectNode pod = json("{'metadata':{'labels':{'alluxio.io/inject':'true','role':'alluxio-worker'}},'spec':{"
                + "'containers':[{'name':'w','image':'alluxio/alluxio:2.9.6','args':['worker-only'],"
                + "'env':[{'name':'ALLUXIO_WORKER_JAVA_OPTS','value':'-Xmx1g'}],'envFrom':[{'configMapRef':{'name':'c'}}]},"
                + "{'name':'j','image':'alluxio/alluxio:2.9.6','args':['job-worker']},"
                + "{'name':'f','image':'alluxio/alluxio:2.9.6','args':['fuse'],"
                + "'env':[{'name':'ALLUXIO_FUSE_JAVA_OPTS','value':'-Xmx2g'}]},"
                + "{'name':'p','image':'alluxio/alluxio:2.9.6','args':['proxy']}]}}");
        ObjectNode result = inject(injector, pod);
        assertThat(env(result, "w", "ALLUXIO_WORKER_JAVA_OPTS")).isEqualTo("-Xmx1g " + ADDRESS + " " + AS_UUID);
        assertThat(env(result, "w", "JAVA_TOOL_OPTIONS")).isEqualTo("(none)");
        assertThat(env(result, "j", "JAVA_TOOL_OPTIONS")).isEqualTo(AS_UUID);
        assertThat(env(result, "f", "ALLUXIO_FUSE_JAVA_OPTS")).isEqualTo("-Xmx2g " + AS_UUID);
        assertThat(container(result, "j").at("/volumeMounts/0/readOnly").booleanValue(false))
                .isTrue();
        assertThat(container(result, "p").has("volumeMounts")).isFalse();
        assertThat(injected(injector, result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({
        "alluxio/alluxio:2.9.6,ALLUXIO_FUSE_JAVA_OPTS",
        "reg:5000/alluxio/alluxio:2.4.1@sha256:0,ALLUXIO_FUSE_JAVA_OPTS",
        "alluxio/alluxio-fuse:2.2.0,ALLUXIO_JAVA_OPTS"
    })
    @DisplayName("that runs FUSE has the property in the variable that its version reads")
    void fuseVariable(String image, String variable) {
        ObjectNode pod = own("'name':'f','image':'" + image + "','args':['fuse'],'env':["
                + "{'name':'ALLUXIO_FUSE_JAVA_OPTS','value':'-Da=b'},{'name':'ALLUXIO_JAVA_OPTS','value':'-Dc=d'}]");
        ObjectNode result = inject(injector, pod);
        assertThat(env(result, "f", variable)).endsWith(AS_UUID);
        assertThat(result.at("/spec/volumes/0/hostPath/type").stringValue("")).isEqualTo("Directory");
    }

    @Test
    @DisplayName("with FUSE beside an application has two clients, and is scheduled like a client")
    void fuseSidecar() {
        ObjectNode pod =
                json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':[{'name':'app'},"
                        + "{'name':'f','image':'alluxio/alluxio:2.9.6','args':['fuse']}]}}");
        ObjectNode result = inject(injector, pod);
        assertThat(env(result, "f", "JAVA_TOOL_OPTIONS")).isEqualTo(AS_UUID);
        assertThat(container(result, "f").path("volumeMounts"))
                .isEqualTo(container(result, "app").path("volumeMounts"));
        assertThat(injected(injector, result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'envFrom':[{'configMapRef':{'name':'alluxio-config'}}]",
                "'env':[{'name':'JAVA_TOOL_OPTIONS','valueFrom':{'configMapKeyRef':{'name':'c','key':'k'}}}]"
            })
    @DisplayName("whose variables come from other objects keeps them, with a warning that has the options")
    void fromElsewhere(String container) {
        ObjectNode pod = Fixtures.worker(container, "");
        Decision.Injected decision = injected(injector, pod);
        assertThat(container(apply(pod, decision.patch()), "alluxio-worker").path("env"))
                .isEqualTo(container(pod, "alluxio-worker").path("env"));
        assertThat(decision.notes())
                .singleElement()
                .extracting(Note::message)
                .asString()
                .endsWith("add to it " + ADDRESS + " " + AS_UUID);
    }

    @Test
    @DisplayName("that is configured already is not changed")
    void complete() {
        ObjectNode pod = Fixtures.worker(
                MOUNT + ",'securityContext':{'runAsUser':0},'env':[{'name':'ALLUXIO_WORKER_JAVA_OPTS','value':'"
                        + ADDRESS + "/ " + AS_UUID + "'}]",
                VOLUME);
        Decision.Injected decision = injected(injector, pod);
        assertThat(apply(pod, decision.patch()).get("spec")).isEqualTo(pod.get("spec"));
        assertThat(decision.notes()).isEmpty();
    }

    @Test
    @DisplayName("with a socket file of a fixed name keeps it, with a warning; its directory is still shared")
    void fixedName() {
        ObjectNode pod = Fixtures.worker("'env':[{'name':'ALLUXIO_JAVA_OPTS','value':'" + ADDRESS + "/d'}]", "");
        Decision.Injected decision = injected(injector, pod);
        ObjectNode result = apply(pod, decision.patch());
        assertThat(env(result, "alluxio-worker", "JAVA_TOOL_OPTIONS")).isEqualTo("(none)");
        assertThat(container(result, "alluxio-worker").path("volumeMounts").size())
                .isEqualTo(1);
        assertThat(decision.notes()).extracting(Note::code).containsExactly("fixed-socket");
    }

    @Test
    @DisplayName(
            "with its sockets on a claim keeps the claim, gets the properties, and a warning names the chart's value")
    void claim() {
        ObjectNode pod = Fixtures.worker(
                MOUNT, "'volumes':[{'name':'d','persistentVolumeClaim':{'claimName':'alluxio-worker-domain-socket'}}]");
        Decision.Injected decision = injected(injector, pod);
        ObjectNode result = apply(pod, decision.patch());
        assertThat(result.at("/spec/volumes")).isEqualTo(pod.at("/spec/volumes"));
        assertThat(env(result, "alluxio-worker", "JAVA_TOOL_OPTIONS")).isEqualTo(ADDRESS + " " + AS_UUID);
        assertThat(decision.notes()).extracting(Note::code).containsExactly("domain-claim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'name':'w','image':'alluxio/alluxio-enterprise:AI-3.6','args':['worker-only']",
                "'name':'w','image':'alluxio/alluxio-enterprise:AI-3.6-12.0.2','args':['worker-only']",
                "'name':'w','image':'alluxio/alluxio:1.8.1','args':['worker']",
                "'image':'x','name':'alluxio-worker','command':['tini','-g','--'],'args':['alluxio','process','start','worker']"
            })
    @DisplayName("that is not Alluxio 2 gets no socket, with a warning")
    void otherGenerations(String container) {
        ObjectNode pod = own(container);
        Decision.Injected decision = injected(injector, pod);
        assertThat(apply(pod, decision.patch()).get("spec")).isEqualTo(pod.get("spec"));
        assertThat(decision.notes()).extracting(Note::code).containsExactly("short-circuit-left-out");
    }

    @Test
    @DisplayName("with FUSE does not wait for the directory of a worker with required: false; a worker creates it")
    void notRequired() {
        Injector lenient = of(new ShortCircuitSettings(
                ShortCircuitPolicy.UUID, false, Optional.of("/tmp/alluxio-domain"), "/opt/domain", List.of()));
        ObjectNode fuse = own("'name':'f','image':'alluxio/alluxio:2.9.6','args':['fuse']");
        assertThat(injected(lenient, fuse).notes()).extracting(Note::code).containsExactly("short-circuit-left-out");
        assertThat(injected(lenient, Fixtures.worker("", "")).features()).containsExactly("short-circuit");
    }

    @Test
    @DisplayName("gets warnings with policy local about missing tiers, and about a domain socket")
    void policyLocal() {
        Injector local = of(new ShortCircuitSettings(
                ShortCircuitPolicy.LOCAL, true, Optional.empty(), "/opt/domain", List.of("/mnt/a", "/mnt/b", "/c")));
        ObjectNode pod = Fixtures.worker(
                "'volumeMounts':[{'name':'a','mountPath':'/mnt/a/'},{'name':'b','mountPath':'/mnt/b'}],"
                        + "'env':[{'name':'JAVA_TOOL_OPTIONS','value':'" + ADDRESS + "'}]",
                "'volumes':[{'name':'a','hostPath':{'path':'/mnt/a'}},{'name':'b','emptyDir':{}}]");
        Decision.Injected decision = injected(local, pod);
        assertThat(decision.features()).isEmpty();
        assertThat(decision.notes())
                .extracting(Note::message)
                .containsExactly(
                        "policy local needs hostPath /mnt/b at /mnt/b of container \"alluxio-worker\", but it mounts volume "
                                + "\"b\" (emptyDir) there: clients cannot open its block files; make the tier a hostPath",
                        "policy local needs hostPath /c at /c of container \"alluxio-worker\", but it mounts nothing there: "
                                + "clients cannot open its block files; make the tier a hostPath",
                        "policy local needs a worker without a domain socket, but container \"alluxio-worker\" has "
                                + "alluxio.worker.data.server.domain.socket.address=/opt/domain in JAVA_TOOL_OPTIONS: clients "
                                + "use the socket and not the block files; remove the option");
    }

    private static ObjectNode own(String container) {
        return json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':[{" + container + "}]}}");
    }

    private static Injector of(ShortCircuitSettings shortCircuit) {
        Profile p = Fixtures.everything(Set.of(Feature.SHORT_CIRCUIT));
        Profile profile = Fixtures.with(p, draft -> draft.shortCircuit = Optional.of(shortCircuit));
        return new Injector(Fixtures.configuration(profile, OnConflict.DENY));
    }
}
