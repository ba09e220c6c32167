package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.policy.RuleExamples;
import alluxio.admission.app.policy.RuleExamples.Example;
import alluxio.admission.app.policy.Templates;
import alluxio.admission.app.validation.Validation;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.Finding;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import io.fabric8.zjsonpatch.JsonPatch;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@DisplayName("The webhook that judges")
class ValidationIT {
    private static final String DAEMON_SET_CONTROLLER = "system:serviceaccount:kube-system:daemon-set-controller";
    private static final Map<String, String> PATHS = Map.of(
            "Pod", "/api/v1/namespaces/%s/pods",
            "ConfigMap", "/api/v1/namespaces/%s/configmaps",
            "PersistentVolumeClaim", "/api/v1/namespaces/%s/persistentvolumeclaims",
            "Deployment", "/apis/apps/v1/namespaces/%s/deployments",
            "StatefulSet", "/apis/apps/v1/namespaces/%s/statefulsets",
            "DaemonSet", "/apis/apps/v1/namespaces/%s/daemonsets",
            "ReplicaSet", "/apis/apps/v1/namespaces/%s/replicasets",
            "ReplicationController", "/api/v1/namespaces/%s/replicationcontrollers",
            "Job", "/apis/batch/v1/namespaces/%s/jobs",
            "CronJob", "/apis/batch/v1/namespaces/%s/cronjobs");

    /** Each fault of another rule. */
    private static final String MANY_FAULTS = """
            apiVersion: v1
            kind: Pod
            metadata: {name: alluxio-worker-many, labels: {app: alluxio, role: alluxio-worker}}
            spec:
              hostPID: true
              containers:
              - name: alluxio-worker
                image: alluxio/alluxio
                command: [/entrypoint.sh]
                args: [worker-only]
                env:
                - {name: ALLUXIO_JAVA_OPTS, value: "-Dalluxio.master.hostname=alluxio-master-0 -Dalluxio.worker.tieredstore.levels=1 -Dalluxio.worker.tieredstore.level0.dirs.path=/dev/shm -Dalluxio.worker.tieredstore.level0.dirs.quota=2G -Dalluxio.worker.ramdisk.size=2G"}
                - {name: ALLUXIO_WORKER_JAVA_OPTS, value: "-Xmx16g -XX:MaxDirectMemorySize=10g -Dalluxio.worker.data.server.domain.socket.address=/opt/domain -Dalluxio.worker.data.server.domain.socket.as.uuid=true"}
                ports: [{containerPort: 29998}]
                resources: {limits: {memory: 1Gi, cpu: "1"}}
              - name: alluxio-job-worker
                image: alluxio/alluxio
                command: [/entrypoint.sh]
                args: [job-worker]
                env:
                - {name: ALLUXIO_JOB_WORKER_JAVA_OPTS, value: "-Xmx16g"}
                resources: {limits: {memory: 1Gi}}
            """;

    private final Api api;

    ValidationIT(ApiServer cluster) {
        this.api = new Api(cluster);
    }

    @Test
    @DisplayName("and the command line find the same in every example, as pod and in templates, object by object")
    void agreesWithTheCommandLine() {
        List<String> problems = new ArrayList<>();
        int objects = 0;
        int invalid = 0;
        api.namespace("examples", "examples", Map.of());
        api.namespace("plain", "plain", Map.of());
        try (Registration _ = validating("examples")) {
            for (Example example : RuleExamples.all()) {
                for (ObjectNode object : objects(example)) {
                    objects++;
                    Api.Reply reply = create("examples", object, "");
                    if (!reply.created() && !reply.message().contains("denied the request")) {
                        invalid++;
                        mayBeInvalid(example, object).ifPresent(text -> problems.add(example + ": " + reply.message()));
                    } else {
                        difference(object, reply)
                                .ifPresent(text -> problems.add(example + " " + object.path("kind") + ": " + text));
                    }
                }
            }
        }
        System.out.println("command line and API server: " + objects + " objects of the rules' examples, " + invalid
                + " invalid for the API server itself, " + problems.size() + " differ");
        assertThat(problems).isEmpty();
    }

    /** All that the API server can be asked about one by one, and each pod in templates. */
    private static List<ObjectNode> objects(Example example) {
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode document : example.documents()) {
            String kind = document.path("kind").asString("");
            if (PATHS.containsKey(kind) && !kind.equals("PersistentVolumeClaim")) {
                objects.add((ObjectNode) document);
            }
            if (kind.equals("Pod")) {
                Templates.KINDS.forEach(owner -> objects.add(Templates.of((ObjectNode) document, owner)));
            }
        }
        return objects;
    }

    /**
     * Only what the command line refuses too, what shows that a rule gets over bad values, and what a rule warns about that
     * Kubernetes itself refuses, may be invalid.
     */
    private static Optional<String> mayBeInvalid(Example example, ObjectNode object) {
        boolean refused = RuleExamples.validate(text(object)).stream().anyMatch(ValidationIT::isDeny);
        boolean isMeant =
                example.name().equals("passes-odd.yaml") || example.name().endsWith("-invalid.yaml");
        return refused || isMeant ? Optional.empty() : Optional.of("valid offline");
    }

    private Optional<String> difference(ObjectNode object, Api.Reply reply) {
        Set<String> online = new TreeSet<>();
        reply.json()
                .path("details")
                .path("causes")
                .forEach(cause -> online.add(cause.path("reason").asString() + " "
                        + cause.path("field").asString("")));
        List<JsonNode> offline = RuleExamples.validate(text(object));
        if (!places(offline, true).equals(online)) {
            // What the API server has filled in has a path of its own, so then the same rules must find it there.
            List<JsonNode> asStored =
                    RuleExamples.validate(text(create("plain", object, "").json()));
            if (!rules(places(offline, true)).equals(rules(online))
                    || !places(asStored, true).equals(online)) {
                return Optional.of("offline " + places(offline, true) + ", as stored " + places(asStored, true)
                        + ", online " + online);
            }
        }
        Set<String> warned = rules(places(offline, false));
        boolean said = reply.warnings().size() >= Math.min(warned.size(), 10)
                || warned.stream().allMatch(rule -> reply.warnings().toString().contains(rule));
        return said ? Optional.empty() : Optional.of("offline " + warned + ", online " + reply.warnings());
    }

    private static Set<String> places(List<JsonNode> findings, boolean deny) {
        Set<String> places = new TreeSet<>();
        findings.stream()
                .filter(finding -> isDeny(finding) == deny)
                .forEach(finding -> places.add(finding.path("rule").asString() + " "
                        + finding.path("path").asString("")));
        return places;
    }

    private static Set<String> rules(Set<String> places) {
        Set<String> rules = new TreeSet<>();
        places.forEach(place -> rules.add(place.split(" ", -1)[0]));
        return rules;
    }

    @Test
    @DisplayName("shows the message with rule, path, reason, fix and link, and the same in the causes")
    void message() {
        api.namespace("message", "message", Map.of());
        try (Registration _ = validating("message")) {
            Api.Reply reply = create("message", Templates.of(bad(), "DaemonSet"), "");
            assertThat(reply.code()).isEqualTo(403);
            assertThat(reply.message())
                    .contains("worker-ports at spec.template.spec.containers[name=alluxio-worker].ports: container")
                    .contains("wanted containerPort 29999")
                    .contains("Fix: add {name: rpc, containerPort: 29999}")
                    .contains("alluxio-admission explain --rule worker-ports");
            assertThat(reply.json().path("reason").asString()).isEqualTo("Forbidden");
            assertThat(reply.json().at("/details/causes/0/field").asString())
                    .isEqualTo("spec.template.spec.containers[name=alluxio-worker].ports");
        }
    }

    @Test
    @DisplayName(
            "lets an old violator be labelled, scaled, mended in part and deleted, and refuses a new violation of it")
    void oldViolator() {
        api.namespace("old", "old", Map.of());
        ObjectNode stored =
                create("old", Templates.of(bad(), "StatefulSet"), "", "").json();
        assertThat(stored.at("/metadata/uid").isString()).as(stored.toString()).isTrue();
        String path = pathOf("StatefulSet", "old") + "/alluxio-worker";
        try (Registration _ = validating("old")) {
            assertThat(patch(path, "{\"metadata\":{\"labels\":{\"more\":\"1\"},\"finalizers\":[\"example.com/x\"]}}"))
                    .isEqualTo(200);
            assertThat(patch(path, "{\"spec\":{\"replicas\":2}}")).isEqualTo(200);
            assertThat(patch(path + "/scale", "{\"spec\":{\"replicas\":3}}")).isEqualTo(200);
            ObjectNode worse = api.send("GET", path, empty(), "").json();
            ObjectNode second =
                    (ObjectNode) worse.at("/spec/template/spec/containers/0").deepCopy();
            second.put("name", "second");
            ((ArrayNode) worse.at("/spec/template/spec/containers")).add(second);
            Api.Reply refused = api.send("PUT", path, worse, "");
            assertThat(refused.code()).isEqualTo(403);
            assertThat(refused.json()
                            .at("/details/causes")
                            .valueStream()
                            .map(c -> c.path("field").asString()))
                    .isNotEmpty()
                    .allMatch(field -> field.contains("[name=second]"));
            assertThat(api.send("DELETE", path, empty(), "").code()).isEqualTo(200);
            assertThat(patch(path, "{\"metadata\":{\"finalizers\":null}}")).isEqualTo(200);
            assertThat(api.send("GET", path, empty(), "").code()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("lets the controller of an old violator replace its pods, with the findings as warnings")
    void controllersPods() {
        api.namespace("replaced", "replaced", Map.of());
        String uid = create("replaced", Templates.of(bad(), "DaemonSet"), "", "")
                .json()
                .at("/metadata/uid")
                .asString();
        ObjectNode pod = bad();
        ((ObjectNode) pod.get("metadata"))
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "apps/v1")
                .put("kind", "DaemonSet")
                .put("name", "alluxio-worker")
                .put("uid", uid)
                .put("controller", true);
        try (Registration _ = validating("replaced")) {
            Api.Reply byController = create("replaced", pod, DAEMON_SET_CONTROLLER);
            assertThat(byController.code()).as(byController.text()).isEqualTo(201);
            assertThat(byController.warnings()).anyMatch(w -> w.startsWith("worker-ports at spec.containers"));
            assertThat(create("replaced", pod, "").code()).as("anybody else").isEqualTo(403);
        }
    }

    @Test
    @DisplayName(
            "shows whole warnings while they are few, and of many each with rule, place and fix within what the API server passes on")
    void manyWarnings() {
        api.namespace("many-warnings", "many-warnings", Map.of());
        ObjectNode many = Pods.yaml(MANY_FAULTS);
        ObjectNode few = Pods.yaml("""
                apiVersion: v1
                kind: Pod
                metadata: {name: few}
                spec: {containers: [{name: alluxio-proxy, image: alluxio/alluxio, command: [/entrypoint.sh], args: [proxy]}]}
                """);
        ownedByDaemonSet(many);
        ownedByDaemonSet(few);
        Validation offline = Validation.ofOneObject(AdmissionConfiguration.defaults(), InstantSource.system());
        try (Registration _ = validating("many-warnings")) {
            List<String> whole =
                    create("many-warnings", few, DAEMON_SET_CONTROLLER).warnings();
            assertThat(whole).isNotEmpty().noneMatch(warning -> warning.contains("…"));
            assertThat(whole.toString().length()).isGreaterThan(256).isLessThan(2_048);

            Api.Reply reply = create("many-warnings", many, DAEMON_SET_CONTROLLER);
            assertThat(reply.code()).as(reply.text()).isEqualTo(201);
            List<Finding> findings = offline.judge(AdmissionRequest.create(many, "many-warnings"))
                    .findings();
            assertThat(findings).hasSizeGreaterThan(8);
            assertThat(reply.warnings()).allMatch(warning -> warning.getBytes(StandardCharsets.UTF_8).length <= 256);
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(reply.warnings())
                            .anyMatch(warning -> warning.startsWith(finding.rule() + " at spec.")
                                    && warning.contains(finding.fix())));
        }
    }

    private static void ownedByDaemonSet(ObjectNode pod) {
        pod.withObject("/metadata")
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "apps/v1")
                .put("kind", "DaemonSet")
                .put("name", "alluxio-worker")
                .put("uid", "u")
                .put("controller", true);
    }

    @Test
    @DisplayName(
            "is not passed by with a label or an owner of Fluid's, nor with a ReplicationController; Fluid itself passes")
    void claims() {
        api.namespace("claims", "claims", Map.of());
        ObjectNode labelled = bad();
        labelled.withObject("/metadata").withObjectProperty("labels").put("fluid.io/dataset", "x");
        ObjectNode owned = bad();
        owned.withObject("/metadata")
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "data.fluid.io/v1alpha1")
                .put("kind", "AlluxioRuntime")
                .put("name", "x")
                .put("uid", "u")
                .put("controller", true);
        try (Registration _ = validating("claims")) {
            for (ObjectNode pod : List.of(labelled, owned)) {
                assertThat(create("claims", pod, "").code()).isEqualTo(403);
                assertThat(create("claims", pod, "system:serviceaccount:claims:alluxioruntime-controller")
                                .code())
                        .isEqualTo(403);
                assertThat(create("claims", pod, "system:serviceaccount:fluid-system:alluxioruntime-controller")
                                .code())
                        .isEqualTo(201);
            }
            Api.Reply refused = create("claims", Templates.of(bad(), "ReplicationController"), "");
            assertThat(refused.code()).isEqualTo(403);
            assertThat(refused.message()).contains("spec.template.spec.containers");
        }
    }

    @Test
    @DisplayName("refuses an ephemeral container that mounts an injected volume writable")
    void ephemeralContainer() {
        api.namespace("ephemeral", "ephemeral", Map.of());
        ObjectNode pod = Pods.labelled(Pods.minimal("debugged"), "true");
        Injector injector = new Injector(AdmissionConfiguration.defaults());
        ObjectNode injected = (ObjectNode) JsonPatch.apply(
                injector.decide(new InjectionRequest(pod, "ephemeral", false))
                        .patch()
                        .toJson(),
                pod);
        ObjectNode stored = create("ephemeral", injected, "", "").json();
        String path = pathOf("Pod", "ephemeral") + "/debugged/ephemeralcontainers";
        try (Registration _ = validating("ephemeral")) {
            for (boolean readOnly : List.of(false, true)) {
                ObjectNode debugged = stored.deepCopy();
                debugged.withObject("/spec")
                        .withArrayProperty("ephemeralContainers")
                        .addObject()
                        .put("name", "debug")
                        .put("image", "debug:1")
                        .putArray("volumeMounts")
                        .addObject()
                        .put("name", "alluxio-domain")
                        .put("mountPath", "/x")
                        .put("readOnly", readOnly);
                Api.Reply reply = api.send("PUT", path, debugged, "");
                assertThat(reply.code()).as(reply.text()).isEqualTo(readOnly ? 200 : 403);
                assertThat(reply.text().contains("container \\\"debug\\\" mounts volume"))
                        .isEqualTo(!readOnly);
            }
        }
    }

    @Test
    @DisplayName("changes nothing in a dry run, and says the same")
    void dryRun() {
        api.namespace("dry", "dry", Map.of());
        try (Registration _ = validating("dry")) {
            Api.Reply dry = api.dryRun("dry", bad());
            Api.Reply wet = api.create("dry", bad());
            assertThat(dry.message()).isEqualTo(wet.message());
        }
    }

    private Registration validating(String scope) {
        return Registration.validating(api, scope, scope, AdmissionConfiguration.defaults(), bad());
    }

    private static ObjectNode bad() {
        return (ObjectNode) RuleExamples.of("worker-ports").stream()
                .filter(e -> e.name().equals("fails.yaml"))
                .findFirst()
                .orElseThrow()
                .documents()
                .getFirst();
    }

    private Api.Reply create(String namespace, ObjectNode object, String user) {
        return create(namespace, object, user, "?dryRun=All");
    }

    private Api.Reply create(String namespace, ObjectNode object, String user, String query) {
        ObjectNode here = object.deepCopy();
        ((ObjectNode) here.path("metadata")).put("namespace", namespace);
        return api.send("POST", pathOf(object.path("kind").asString(""), namespace) + query, here, user);
    }

    private static String pathOf(String kind, String namespace) {
        return PATHS.getOrDefault(kind, "").formatted(namespace);
    }

    private int patch(String path, String patch) {
        return api.send("PATCH", path, (ObjectNode) JsonMapper.shared().readTree(patch), "")
                .code();
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String text(ObjectNode object) {
        return JsonMapper.shared().writeValueAsString(object);
    }

    private static boolean isDeny(JsonNode finding) {
        return finding.path("severity").asString().equals("deny");
    }
}
