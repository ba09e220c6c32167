package alluxio.admission.app.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import alluxio.admission.app.discovery.OfficialInstallations;
import alluxio.admission.app.manifest.ManifestValidator;
import alluxio.admission.cluster.snapshot.ClusterSnapshot;
import alluxio.admission.discovery.CompletedConfiguration;
import alluxio.admission.discovery.ConfigurationCompletion;
import alluxio.admission.discovery.Discovery;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Budget;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.WrittenConfiguration;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Each installation of the folder {@code manifests.dir} in a namespace of its own, with the status that its controllers would write. */
@RealApiServer
@DisplayName("Official manifests in a real cluster")
class OfficialProfilesIT {
    private static final String CLIENT = """
            apiVersion: v1
            kind: Pod
            metadata: {name: client, namespace: default, labels: {alluxio.io/inject: "true"}}
            spec: {containers: [{name: main, image: eclipse-temurin:21}]}
            """;

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {}
            spec: {clusterIP: None, ports: [{port: 19998, name: rpc}]}
            """;

    private final ApiServer server;
    private final String kubeconfig;

    OfficialProfilesIT(ApiServer server) throws IOException {
        this.server = server;
        this.kubeconfig = Files.readString(server.kubeconfig());
    }

    @Test
    @DisplayName("give the profile that a person writes who reads them, and a client with all of it")
    void discovered() throws IOException {
        Map<String, String> installations = new LinkedHashMap<>();
        for (String installation : OfficialInstallations.installations().toList()) {
            String namespace = "official-" + installations.size();
            apply(namespace, OfficialInstallations.objects(installation));
            installations.put(installation, namespace);
        }
        try (Seen seen = new Seen(kubeconfig, Seen.in(installations.values().toArray(String[]::new)))) {
            ClusterSnapshot snapshot = seen.first();
            for (Map.Entry<String, String> each : installations.entrySet()) {
                AdmissionConfiguration found =
                        completed(snapshot, each.getValue()).configuration();
                assertThat(found.profiles())
                        .as("%s: %s", each.getKey(), new Discovery(Seen.in(each.getValue())).discover(snapshot))
                        .isEqualTo(expected(each.getKey(), each.getValue()));
                found.profiles().values().forEach(profile -> assertComplete(each.getKey(), profile, found, snapshot));
            }
        }
    }

    private void apply(String namespace, List<ObjectNode> manifests) {
        AlluxioObjects alluxio = new AlluxioObjects(server.client(), namespace);
        new ClusterObjects(server.client()).namespace(namespace);
        List<ObjectNode> order = new ArrayList<>(manifests);
        Collections.shuffle(order, new Random(namespace.hashCode()));
        if (order.stream()
                .noneMatch(manifest -> manifest.path("kind").asString("").equals("Service"))) {
            order.stream()
                    .filter(manifest -> manifest.path("kind").asString("").equals("StatefulSet"))
                    .toList()
                    .forEach(masters -> order.addAll(services(masters)));
        }
        for (ObjectNode manifest : order) {
            withMissingVolumes(manifest);
            HasMetadata object = server.client().getKubernetesSerialization().unmarshal(manifest.toString());
            if (object instanceof PersistentVolume) {
                // Of the whole cluster, and the same in several installations.
                server.client().resource(object).serverSideApply();
            } else {
                alluxio.makeReady(
                        server.client().resource(object).inNamespace(namespace).create());
            }
        }
    }

    /** One for each master, as in their releases: some installations are a part of the manifests only. */
    private static List<ObjectNode> services(ObjectNode masters) {
        String set = masters.at("/metadata/name").asString("");
        List<String> names = set.endsWith("-0")
                ? List.of(set)
                : IntStream.range(0, masters.at("/spec/replicas").asInt(1))
                        .mapToObj(i -> set + "-" + i)
                        .toList();
        return names.stream()
                .map(name -> {
                    ObjectNode service = (ObjectNode)
                            new KubeYaml().read(SERVICE, "service").getFirst().content();
                    ((ObjectNode) service.path("metadata")).put("name", name);
                    ((ObjectNode) service.path("spec")).set("selector", masters.at("/spec/template/metadata/labels"));
                    return service;
                })
                .toList();
    }

    /** Of the official manifests, some mount a volume that they do not have, which the API server refuses. */
    private static void withMissingVolumes(ObjectNode manifest) {
        if (!(manifest.at("/spec/template/spec") instanceof ObjectNode pod)) {
            return;
        }
        ArrayNode volumes = pod.withArray("volumes");
        Set<String> names = new HashSet<>();
        volumes.forEach(volume -> names.add(volume.path("name").asString("")));
        manifest.path("spec")
                .path("volumeClaimTemplates")
                .forEach(claim -> names.add(claim.at("/metadata/name").asString("")));
        for (JsonNode mount : pod.findValues("volumeMounts").stream()
                .flatMap(JsonNode::valueStream)
                .toList()) {
            String name = mount.path("name").asString("");
            if (names.add(name)) {
                volumes.addObject().put("name", name).putObject("emptyDir");
            }
        }
    }

    private static CompletedConfiguration completed(ClusterSnapshot snapshot, String namespace) {
        DiscoverySettings settings = Seen.in(namespace);
        WrittenConfiguration nothing = new WrittenConfiguration(
                new AdmissionConfiguration(
                        "", Map.of(), AdmissionConfiguration.defaults().injection()),
                Map.of(),
                settings);
        return ConfigurationCompletion.complete(nothing, new Discovery(settings).discover(snapshot));
    }

    private static Map<String, Profile> expected(String installation, String namespace) throws IOException {
        String text = OfficialInstallations.expected(installation)
                .replace("alluxio.alluxio", namespace + ".alluxio")
                .replace("namespace: alluxio", "namespace: " + namespace);
        return switch (new AdmissionConfigurationReader().read(text, installation)) {
            case ConfigurationResult.Loaded loaded ->
                loaded.written().configuration().profiles();
            case ConfigurationResult.Rejected rejected -> throw new AssertionError(text + rejected.errors());
        };
    }

    private static void assertComplete(
            String installation, Profile profile, AdmissionConfiguration configuration, ClusterSnapshot snapshot) {
        ObjectNode pod =
                (ObjectNode) new KubeYaml().read(CLIENT, "client").getFirst().content();
        Decision decision = new Injector(configuration)
                .decide(new InjectionRequest(pod, "default", false), snapshot, Budget.ofDecision());
        assertThat(decision).as(installation).isInstanceOf(Decision.Injected.class);
        String text = JsonPatch.apply(decision.patch().toJson(), pod).toString();
        profile.masters()
                .forEach(master -> assertThat(text)
                        .as(installation)
                        .contains(
                                master.host().contains(".")
                                        ? master.host()
                                        : master.host() + "."
                                                + profile.cluster().namespace()));
        assertThat(text.contains("domain.socket.as.uuid=true"))
                .as("%s: %s", installation, decision)
                .isEqualTo(profile.shortCircuit()
                        .filter(settings -> settings.hostPath().isPresent())
                        .isPresent());
        assertThat(new ManifestValidator(new KubeYaml(), configuration, "default", InstantSource.system())
                        .validate(List.of(new ManifestSource("client", text)), (_, _, _) -> {})
                        .results())
                .as(installation)
                .singleElement()
                .satisfies(result -> assertThat(result.findings()).isEmpty());
    }
}
