package alluxio.admission.app.check;

import alluxio.admission.app.cli.CheckRun;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.ClusterFacts.SecretFacts;
import alluxio.admission.cluster.facts.ClusterFacts.SecretName;
import alluxio.admission.cluster.facts.ClusterFacts.ServerFacts;
import alluxio.admission.cluster.facts.ClusterFacts.TrialPod;
import alluxio.admission.cluster.facts.KindListing;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.PodAnswer;
import alluxio.admission.cluster.facts.PodRequest;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Keys;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A healthy cluster as a value that a test breaks: the installation of deploy/manifests, an Alluxio, and clients of it. */
final class TestCluster {
    static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Path FOLDER = Path.of("test/resources/check");
    private static final Path MANIFESTS = Path.of("../deploy/manifests/alluxio-admission.yaml");
    /** Namespace and name of the installation. */
    static final String OURS = "alluxio-admission";

    /** One of its two pods. */
    static final String SERVER = "alluxio-admission-a";

    private static final int MANAGEMENT = 8080;
    private static final CertificateAuthority AUTHORITY = authority(Duration.ofDays(365));

    private final JsonMapper mapper = new JsonMapper();
    private final List<ObjectNode> objects = new ArrayList<>();
    final Map<PodRequest, PodAnswer> answers = new HashMap<>();
    final Map<SecretName, SecretFacts> secrets = new HashMap<>();
    final Map<ReadableKind, KindListing> forbidden = new EnumMap<>(ReadableKind.class);
    Optional<TrialPod> trial = Optional.of(new TrialPod("default", "{\"schema\":1,\"result\":\"injected\"}", ""));

    TestCluster() {
        objects.addAll(read(text(MANIFESTS)));
        objects.addAll(read(text(FOLDER.resolve("cluster.yaml"))));
        put(find("ConfigMap", OURS, OURS), "data", mapper.createObjectNode().put("config.yaml", configuration()));
        find("Namespace", "", OURS)
                .withObject("metadata")
                .withObject("labels")
                .put("kubernetes.io/metadata.name", OURS);
        find("Deployment", OURS, OURS).putObject("status").put("readyReplicas", 2);
        trust(AUTHORITY.certificatePem());
        secrets.put(new SecretName(OURS, OURS + "-ca"), new SecretFacts(true, AUTHORITY.certificatePem(), ""));
        server("a");
        server("b");
        loaded(configuration());
        alluxioPod("alluxio-master-0", "StatefulSet", "alluxio-master", "node-1");
        for (int node = 1; node <= 2; node++) {
            alluxioPod("alluxio-worker-" + node, "DaemonSet", "alluxio-worker", "node-" + node);
            alluxioPod("alluxio-fuse-" + node, "DaemonSet", "alluxio-fuse", "node-" + node);
            answer("alluxio-worker-" + node, 30000, "/metrics/json/", """
                    {"counters": {"Worker.BytesReadDomain.node_%1$d": {"count": 4194304}, "Worker.BytesReadRemote.node_%1$d": {"count": 0}}}
                    """.formatted(node));
        }
        answer("alluxio-master-0", 19999, "/api/v1/master/info", """
                {"version": "2.9.6", "configuration": {}, "lostWorkers": [], "workers": [
                {"address": {"host": "node-1", "domainSocketPath": "/opt/domain/1"}},
                {"address": {"host": "node-2", "domainSocketPath": "/opt/domain/2"}}]}
                """);
        answer("alluxio-master-0", 19999, "/metrics/json/", """
                {"counters": {"Cluster.BytesReadDomain": {"count": 8388608}, "Cluster.BytesReadRemote": {"count": 0}},
                "gauges": {"Cluster.BytesReadDomainThroughput": {"value": 77}}}
                """);
        clients();
    }

    static CertificateAuthority authority(Duration lifetime) {
        return CertificateAuthority.create("check", lifetime, InstantSource.fixed(NOW));
    }

    static String configuration() {
        return text(FOLDER.resolve("config.yaml"));
    }

    /** What a check reads of it. */
    ClusterFacts facts() {
        Map<ReadableKind, KindListing> listings = new EnumMap<>(ReadableKind.class);
        for (ReadableKind kind : ReadableKind.values()) {
            listings.put(
                    kind,
                    forbidden.getOrDefault(
                            kind,
                            KindListing.complete(objects.stream()
                                    .filter(object ->
                                            object.path("kind").asString().equals(kind.kind()))
                                    .toList())));
        }
        return new ClusterFacts(
                new ServerFacts("https://cluster.example", "v1.37.2", "default"),
                new ObjectFacts(listings),
                answers,
                secrets,
                trial,
                NOW);
    }

    ObjectNode find(String kind, String namespace, String name) {
        return objects.stream()
                .filter(object -> object.path("kind").asString().equals(kind)
                        && ObjectNames.namespace(object).equals(namespace)
                        && ObjectNames.name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " " + namespace + "/" + name));
    }

    void remove(String kind, String namespace, String name) {
        objects.remove(find(kind, namespace, name));
    }

    /** Adds what is written in YAML. */
    void add(String yaml) {
        objects.addAll(read(yaml));
    }

    void add(ObjectNode object) {
        objects.add(object);
    }

    void configure(String yaml) {
        write(yaml);
        loaded(yaml);
    }

    /** Changes the ConfigMap, and no server has it yet. */
    void write(String yaml) {
        find("ConfigMap", OURS, OURS).withObject("data").put("config.yaml", yaml);
    }

    /** As servers of an earlier version. */
    void withoutDigests() {
        List.of("a", "b")
                .forEach(suffix -> readiness(OURS + "-" + suffix)
                        .withObject("configuration")
                        .remove("digest"));
    }

    private void loaded(String yaml) {
        List.of("a", "b").forEach(suffix -> say(OURS + "-" + suffix, "configuration", "digest", Digests.of(yaml)));
    }

    /** Writes the caBundle of all webhooks; "" for none. */
    void trust(String pem) {
        String encoded = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
        for (String kind : List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")) {
            find(kind, "", OURS)
                    .path("webhooks")
                    .forEach(hook -> hook.withObject("clientConfig").put("caBundle", encoded));
        }
    }

    void answer(String pod, int port, String path, String json) {
        answers.put(new PodRequest("alluxio", pod, port, path), PodAnswer.of((ObjectNode) mapper.readTree(json)));
    }

    /** Changes what a server says about a component. */
    void say(String pod, String component, String key, String value) {
        readiness(pod).withObject(component).put(key, value);
    }

    /** A server says that a component is not ready. */
    void sayNotReady(String pod, String component, String why) {
        say(pod, component, "why", why);
        readiness(pod).withObject(component).put("ready", false);
        ready(find("Pod", OURS, pod), false);
    }

    private ObjectNode readiness(String pod) {
        PodRequest request = new PodRequest(OURS, pod, MANAGEMENT, "/readyz");
        return Objects.requireNonNull(answers.get(request)).json().orElseThrow();
    }

    void ready(ObjectNode pod, boolean ready) {
        ArrayNode conditions = pod.withObject("status").putArray("conditions");
        conditions.addObject().put("type", "Ready").put("status", ready ? "True" : "False");
    }

    private void server(String suffix) {
        ObjectNode deployment = find("Deployment", OURS, OURS);
        String name = OURS + "-" + suffix;
        ObjectNode pod = pod(OURS, name, (ObjectNode) deployment.path("spec").path("template"), "node-1");
        pod.withObject("metadata").withObject("labels").put("pod-template-hash", "5d");
        owned(pod, "ReplicaSet", OURS + "-5d");
        objects.add(pod);
        answers.put(new PodRequest(OURS, name, MANAGEMENT, "/readyz"), PodAnswer.of((ObjectNode) mapper.readTree("""
                {"ready": true,
                "server": {"ready": true, "warm": "true", "certificateNotAfter": "2026-12-08T12:00:00Z"},
                "configuration": {"ready": true, "problem": "", "loadedAt": "2026-11-30T11:00:00Z", "source": "/etc/alluxio-admission/config.yaml"},
                "cluster": {"ready": true, "discovery": "on", "observed": "0 seconds ago", "problem": "", "forbidden": ""},
                "certificates": {"ready": true, "problem": "", "why": "", "certificateNotAfter": "2026-12-08T12:00:00Z",
                "MutatingWebhookConfiguration/alluxio-admission": "in sync",
                "ValidatingWebhookConfiguration/alluxio-admission": "in sync"}}
                """)));
    }

    private void alluxioPod(String name, String kind, String owner, String node) {
        ObjectNode template =
                (ObjectNode) find(kind, "alluxio", owner).path("spec").path("template");
        ObjectNode pod = pod("alluxio", name, template, node);
        owned(pod, kind, owner);
        objects.add(pod);
    }

    private static void owned(ObjectNode pod, String kind, String name) {
        pod.withObject("metadata")
                .putArray("ownerReferences")
                .addObject()
                .put("kind", kind)
                .put("name", name)
                .put("controller", true);
    }

    private ObjectNode pod(String namespace, String name, ObjectNode template, String node) {
        ObjectNode pod = template.deepCopy();
        pod.put("kind", "Pod").put("apiVersion", "v1");
        pod.withObject("metadata").put("name", name).put("namespace", namespace);
        started(pod, node);
        return pod;
    }

    private void started(ObjectNode pod, String node) {
        pod.withObject("spec").put("nodeName", node);
        pod.putObject("status").put("phase", "Running");
        ready(pod, true);
    }

    private void clients() {
        List<ObjectNode> injected = injected(text(FOLDER.resolve("clients.yaml")));
        for (int i = 0; i < injected.size(); i++) {
            started(injected.get(i), "node-" + (1 + i % 2));
            objects.add(injected.get(i));
        }
    }

    /** As after a rollout of all clients. */
    void injectAgain() {
        objects.removeIf(object -> object.path("kind").asString().equals("Pod")
                && ObjectNames.namespace(object).equals("team"));
        clients();
    }

    /** The same Alluxio once more, in another namespace. */
    void copyAlluxio(String namespace) {
        add("{apiVersion: v1, kind: Namespace, metadata: {name: %1$s, labels: {kubernetes.io/metadata.name: %1$s}}}"
                .formatted(namespace));
        for (ObjectNode object : List.copyOf(objects)) {
            if (ObjectNames.namespace(object).equals("alluxio")) {
                ObjectNode copy = object.deepCopy();
                copy.withObject("metadata").put("namespace", namespace);
                objects.add(copy);
            }
        }
        Map.copyOf(answers).forEach((request, answer) -> {
            if (request.namespace().equals("alluxio")) {
                answers.put(new PodRequest(namespace, request.pod(), request.port(), request.path()), answer);
            }
        });
    }

    /** The status annotation of a client. */
    String status(String pod) {
        return ObjectNames.annotations(find("Pod", "team", pod)).getOrDefault(Keys.STATUS, "");
    }

    /** As the webhook would change them, with the profiles that are in force. */
    List<ObjectNode> injected(String pods) {
        ClusterFacts facts = facts();
        Injector injector = new Injector(CheckRun.configuration(facts));
        return read(pods).stream()
                .map(pod -> switch (injector.decide(
                        new InjectionRequest(pod, ObjectNames.namespace(pod), true),
                        facts.objects(),
                        Budget.ofDecision())) {
                    case Decision.Injected injected ->
                        (ObjectNode) JsonPatch.apply(injected.patch().toJson(), pod);
                    case Decision other -> throw new AssertionError(other);
                })
                .toList();
    }

    private static void put(ObjectNode object, String member, ObjectNode value) {
        object.set(member, value);
    }

    private static List<ObjectNode> read(String yaml) {
        return new KubeYaml()
                .read(yaml, "test").stream()
                        .map(document -> (ObjectNode) document.content())
                        .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
