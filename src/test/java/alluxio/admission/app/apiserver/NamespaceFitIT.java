package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Api.Reply;
import alluxio.admission.app.apiserver.Registration.Route;
import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The plugins LimitRanger, ResourceQuota and PodSecurity are on by default. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Into a namespace with limits, a pod with the FUSE sidecar")
class NamespaceFitIT {
    private static final String SCOPE = "fit";
    private static final String PLAIN = "fit-plain";
    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private static final String CONFIGURATION =
            """
            apiVersion: admission.alluxio.io/v1
            kind: AdmissionConfiguration
            defaultProfile: usual
            profiles:
            """ + profile("usual", "", "") + profile("no-cpu-limit", ", resources: {limits: {cpu: null}}", "")
                    + profile(
                            "storage",
                            ", resources: {limits: {cpu: 2, memory: 4Gi, ephemeral-storage: 2Gi}, requests: {cpu: 1, memory: 4Gi, ephemeral-storage: 1Gi}}",
                            "  helperResources: {limits: {cpu: 100m, memory: 64Mi, ephemeral-storage: 1Gi}}\n")
                    + profile(
                            "strict",
                            ", securityContext: {readOnlyRootFilesystem: true, seccompProfile: {type: RuntimeDefault}, capabilities: {drop: [ALL]}}",
                            "");

    private final Api api;
    private final AdmissionConfiguration configuration;
    private final Registration ours;

    NamespaceFitIT(ApiServer server) {
        api = new Api(server);
        api.namespace(PLAIN, SCOPE, Map.of());
        configuration = ((ConfigurationResult.Loaded)
                        new AdmissionConfigurationReader().read(CONFIGURATION, "fit.yaml"))
                .written()
                .configuration();
        ours = Registration.start(api, SCOPE, PLAIN, Route.URL, configuration);
    }

    private static String profile(String name, String fuse, String more) {
        return """
                - name: %s
                  namespace: alluxio
                  version: 2.9.6
                  master: {addresses: ["alluxio-master-0:19998"]}
                  fuse: {mode: sidecar, mountPath: /mnt/alluxio, directory: fuse, image: "alluxio/alluxio:2.9.6"%s}
                  features: [fuse]
                %s""".formatted(name, fuse, more);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    usual        | {'type':'Container','max':{'memory':'2Gi'}}                  | maximum memory usage per Container is 2Gi, but limit is 4Gi
                    usual        | {'type':'Container','max':{'memory':'4Gi'}}                  |
                    usual        | {'type':'Container','max':{'cpu':'2'}}                       | maximum cpu usage per Container is 2, but limit is 4
                    no-cpu-limit | {'type':'Container','max':{'cpu':'2'}}                       |
                    no-cpu-limit | {'type':'Container','default':{'cpu':'100m'}}                | must be less than or equal to cpu limit of 100m
                    usual        | {'type':'Container','default':{'cpu':'100m'}}                |
                    usual        | {'type':'Container','min':{'memory':'64Mi'}}                 | minimum memory usage per Container is 64Mi, but request is 32Mi
                    storage      | {'type':'Container','min':{'memory':'64Mi','cpu':'100m'}}    |
                    storage      | {'type':'Container','min':{'ephemeral-storage':'2Gi'}}       | minimum ephemeral-storage usage per Container is 2Gi, but request is 1Gi
                    usual        | {'type':'Container','min':{'ephemeral-storage':'2Gi'}}       |
                    usual        | {'type':'Container','max':{'ephemeral-storage':'2Gi'}}       |
                    usual        | {'type':'Container','maxLimitRequestRatio':{'cpu':'4'}}      | cpu max limit to request ratio per Container is 4, but provided ratio is 8
                    storage      | {'type':'Container','maxLimitRequestRatio':{'cpu':'2'}}      |
                    usual        | {'type':'Pod','max':{'cpu':'4'}}                             | maximum cpu usage per Pod is 4, but limit is 4150m
                    usual        | {'type':'Pod','max':{'cpu':'5'}}                             |
                    """)
    @DisplayName("is refused by a LimitRange just when a warning said so before")
    void limitRange(String profile, String item, String refusal) {
        String namespace = namespace(Map.of());
        create(
                namespace,
                "limitranges",
                "{'kind':'LimitRange','apiVersion':'v1','metadata':{'name':'lr'},'spec':{'limits':[" + item + "]}}");
        assertAgreed(namespace, pod(profile), "limit-range", refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    usual        | 'limits.cpu':'5'                  |
                    usual        | 'limits.cpu':'4'                  | exceeded quota: q, requested: limits.cpu=4150m, used: limits.cpu=0, limited: limits.cpu=4
                    no-cpu-limit | 'limits.cpu':'9'                  | must specify limits.cpu for: alluxio-fuse
                    usual        | 'requests.memory':'1Gi'           | exceeded quota: q, requested: requests.memory=1120Mi
                    usual        | 'requests.ephemeral-storage':'1Gi' |
                    storage      | 'requests.ephemeral-storage':'1Gi' | exceeded quota: q, requested: requests.ephemeral-storage=2Gi
                    storage      | 'limits.ephemeral-storage':'3Gi'  |
                    """)
    @DisplayName("is refused by a quota just when a warning said so before")
    void quota(String profile, String hard, String refusal) {
        String namespace = namespace(Map.of());
        create(
                namespace,
                "resourcequotas",
                "{'kind':'ResourceQuota','apiVersion':'v1','metadata':{'name':'q'},'spec':{'hard':{" + hard + "}}}");
        // That is the controller manager's work.
        ObjectNode quota = api.send("GET", path(namespace, "resourcequotas/q"), json("{}"), "")
                .json();
        quota.set("status", json("{'hard':{" + hard + "},'used':{" + hard.replaceAll(":'[^']*'", ":'0'") + "}}"));
        assertThat(api.send("PUT", path(namespace, "resourcequotas/q/status"), quota, "")
                        .code())
                .isEqualTo(200);
        assertAgreed(namespace, pod(profile), "resource-quota", refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    privileged |
                    baseline   | violates PodSecurity "baseline:latest": privileged (containers "alluxio-fuse-unmount", "alluxio-fuse" must not set securityContext.privileged=true)
                    """)
    @DisplayName("is refused by Pod Security just when a warning said so before")
    void podSecurity(String level, String refusal) {
        String namespace = namespace(Map.of("pod-security.kubernetes.io/enforce", level));
        assertAgreed(namespace, pod("strict"), "pod-security", refusal);
    }

    /** What is decided of the pod with what is seen of the namespace, and what the API server does with it. */
    private void assertAgreed(String namespace, ObjectNode pod, String code, String refusal) {
        Decision decision = new Injector(configuration)
                .decide(new InjectionRequest(pod, namespace, false), view(), Budget.ofDecision());
        List<String> warnings = decision.notes().stream()
                .filter(note -> note.code().equals(code))
                .map(Note::message)
                .toList();
        Reply reply = api.dryRun(namespace, pod);
        if (refusal == null) {
            assertThat(reply.created()).as(reply.text()).isTrue();
            assertThat(warnings).isEmpty();
        } else {
            assertThat(reply.created()).as(reply.text()).isFalse();
            assertThat(reply.message()).contains(refusal);
            assertThat(warnings).isNotEmpty();
        }
    }

    private ClusterView view() {
        Map<String, String> resources = Map.of("LimitRange", "limitranges", "ResourceQuota", "resourcequotas");
        return (kind, namespace) -> {
            String path = kind.equals("Namespace")
                    ? "/api/v1/namespaces"
                    : resources.containsKey(kind) ? path(namespace, resources.get(kind)) : "";
            return path.isEmpty()
                    ? List.of()
                    : api.send("GET", path, json("{}"), "")
                            .json()
                            .path("items")
                            .valueStream()
                            .map(item -> (ObjectNode) item)
                            .toList();
        };
    }

    @Test
    @DisplayName("keeps its QoS class, as the API server computes it")
    void qos() {
        ObjectNode guaranteed = pod("usual");
        ((ObjectNode) guaranteed.at("/spec/containers/0"))
                .set("resources", json("{'limits':{'cpu':'1','memory':'1Gi'}}"));
        ObjectNode init = guaranteed.deepCopy();
        init.withObject("/spec")
                .set(
                        "initContainers",
                        json("{'l':[{'name':'i','image':'i:1','resources':{'limits':{'cpu':'1','memory':'1Gi'}}}]}")
                                .get("l"));
        ObjectNode podLevel = pod("usual");
        podLevel.withObject("/spec")
                .set("resources", json("{'limits':{'cpu':'8','memory':'8Gi'},'requests':{'cpu':'8','memory':'8Gi'}}"));
        ObjectNode shared = pod("usual");
        ((ObjectNode) shared.at("/spec/containers/0")).remove("resources");
        shared.withObject("/spec").set("resources", json("{'limits':{'cpu':'8','memory':'8Gi'}}"));
        for (ObjectNode each : List.of(guaranteed, init, podLevel, shared)) {
            assertThat(api.dryRun(PLAIN, Pods.labelled(each, "false"))
                            .json()
                            .at("/status/qosClass")
                            .stringValue(""))
                    .isEqualTo("Guaranteed");
            Reply reply = api.dryRun(PLAIN, each);
            assertThat(reply.pod().toString()).contains("alluxio-fuse-unmount");
            assertThat(reply.json().at("/status/qosClass").stringValue("")).isEqualTo("Guaranteed");
        }
        assertThat(api.dryRun(PLAIN, pod("usual")).json().at("/status/qosClass").stringValue(""))
                .isEqualTo("Burstable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'requests':{'cpu':'600m'}                         | true
                    'requests':{'cpu':'599m'}                         | false
                    'limits':{'cpu':'600m','memory':'2Gi'}            | true
                    'requests':{'memory':'1Gi'}                       | false
                    'limits':{'memory':'1Gi'}                         | false
                    'requests':{'memory':'1120Mi'}                    | true
                    """)
    @DisplayName(
            "that has resources of its own is refused by name where the API server would refuse it, and only there")
    void podLevel(String resources, boolean fits) {
        ObjectNode pod = pod("usual");
        pod.withObject("/spec").set("resources", json("{" + resources + "}"));
        Reply reply = api.dryRun(PLAIN, pod);
        ObjectNode injected = injectedWithoutWebhook(resources);
        if (fits) {
            assertThat(reply.pod().toString()).contains("alluxio-fuse-unmount");
            assertThat(api.dryRun(PLAIN, injected).created()).isTrue();
            ObjectNode created = api.dryRun(PLAIN, pod).pod();
            ObjectNode removed = Pods.patched(
                    created, new Uninjector().remove(created).patch().toJson());
            ObjectNode never = api.dryRun(PLAIN, Pods.labelled(pod, "false")).pod();
            assertThat(removed.at("/spec/initContainers").isMissingNode()).isTrue();
            assertThat(removed.at("/spec/containers")).isEqualTo(never.at("/spec/containers"));
        } else {
            assertThat(reply.code()).isEqualTo(403);
            assertThat(reply.message()).contains("which alluxio-admission injects, they request ");
            assertThat(api.dryRun(PLAIN, injected).message())
                    .containsAnyOf(
                            "must be greater than or equal to aggregate container requests of",
                            "must be less than or equal to memory limit");
        }
    }

    /** The pod as it would be if it were injected, by a pod that the webhook leaves alone. */
    private ObjectNode injectedWithoutWebhook(String resources) {
        ObjectNode pod = pod("usual");
        JsonPatch patch = new Injector(configuration)
                .decide(new InjectionRequest(pod, PLAIN, false))
                .patch();
        ObjectNode injected = Pods.labelled(Pods.patched(pod, patch.toJson()), "false");
        injected.withObject("/spec").set("resources", json("{" + resources + "}"));
        return injected;
    }

    private static ObjectNode pod(String profile) {
        ObjectNode pod = json(
                "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p'},'spec':{'containers':[{'name':'app',"
                        + "'image':'a:1','resources':{'requests':{'cpu':'100m','memory':'64Mi'},'limits':{'cpu':'100m','memory':'64Mi'}}}]}}");
        if (!profile.equals("storage")) {
            // Not Guaranteed: a container for which LimitRanges and quotas demand nothing.
            ((ObjectNode) pod.at("/spec/containers/0/resources/requests")).put("cpu", "50m");
        } else {
            ((ObjectNode) pod.at("/spec/containers/0/resources/requests")).put("ephemeral-storage", "0");
        }
        return Pods.annotated(Pods.labelled(pod, "true"), Map.of(Keys.PROFILE, profile));
    }

    private String namespace(Map<String, String> labels) {
        String name = "fit-" + NAMESPACES.incrementAndGet();
        api.namespace(name, SCOPE, labels);
        return name;
    }

    private void create(String namespace, String resource, String object) {
        Reply reply = api.send("POST", path(namespace, resource), json(object), "");
        assertThat(reply.created()).as(reply.text()).isTrue();
    }

    private static String path(String namespace, String resource) {
        return "/api/v1/namespaces/" + namespace + "/" + resource;
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    @AfterAll
    void close() {
        ours.close();
    }
}
