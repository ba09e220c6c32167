package alluxio.admission.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A discovered profile")
class DiscoveredValuesTest {
    private static final String WORKER = "alluxio-worker";

    private static ClusterObjects chart() {
        return ClusterObjects.of("chart-2.9");
    }

    private static Profile profile(ClusterObjects objects) {
        return objects.cluster().profile();
    }

    private static List<HostPort> masters(String... addresses) {
        return List.of(addresses).stream()
                .map(address -> HostPort.parse(address).orElseThrow())
                .toList();
    }

    @Test
    @DisplayName("has all that the official chart's objects say")
    void chart29() {
        DiscoveredCluster cluster = chart().cluster();
        Profile profile = cluster.profile();
        assertThat(profile.name()).isEqualTo("alluxio.alluxio");
        assertThat(profile.cluster().version()).contains("2.9.6");
        assertThat(profile.masters()).isEqualTo(masters("alluxio-master-0:19998"));
        assertThat(profile.shortCircuit().flatMap(ShortCircuitSettings::hostPath))
                .contains("/tmp/alluxio-domain");
        FuseSettings fuse = profile.fuse().orElseThrow();
        assertThat(fuse.hostPath()).contains("/mnt/alluxio");
        assertThat(fuse.mountPath()).isEqualTo("/mnt/alluxio");
        assertThat(fuse.directory()).isEqualTo("fuse");
        assertThat(fuse.sidecar().image()).isEmpty();
        assertThat(profile.features()).isEqualTo(Set.of(Feature.SHORT_CIRCUIT));
        assertThat(profile.scheduling().tolerations()).contains(List.of());
        assertThat(cluster.sources())
                .containsEntry(
                        ProfileKey.SHORT_CIRCUIT_HOST_PATH, "DaemonSet alluxio/alluxio-worker, volume alluxio-domain")
                .containsEntry(
                        ProfileKey.MASTERS,
                        "DaemonSet alluxio/alluxio-worker, ALLUXIO_JAVA_OPTS of ConfigMap alluxio-config");
        assertThat(cluster.remarks()).isEmpty();
    }

    @Test
    @DisplayName("has the masters of a quorum with the port for clients")
    void quorum() {
        ClusterObjects objects = chart().replace(
                        "-Dalluxio.master.hostname=alluxio-master-0 -Dalluxio.master.journal.type=UFS",
                        "-Dalluxio.master.rpc.port=29998 -Dalluxio.master.embedded.journal.addresses=,"
                                + "alluxio-master-0:19200,alluxio-master-1:19200")
                .change("StatefulSet", "alluxio-master", "/spec/replicas", "2")
                .with(ClusterObjects.text("chart-2.9").split("---")[1].replace("alluxio-master-0", "alluxio-master-1"));
        assertThat(profile(objects).masters()).isEqualTo(masters("alluxio-master-0:29998", "alluxio-master-1:29998"));
    }

    @Test
    @DisplayName("has a pod's name below its headless Service, with the namespace")
    void headless() {
        ClusterObjects objects = chart().replace(
                        "hostname=alluxio-master-0 ", "hostname=alluxio-master-0.alluxio-master ")
                .change("Service", "alluxio-master-0", "/metadata/name", "alluxio-master")
                .change("Service", "alluxio-master", "/spec/selector", "{role: alluxio-master}");
        assertThat(profile(objects).masters()).isEqualTo(masters("alluxio-master-0.alluxio-master.alluxio:19998"));
    }

    @Test
    @DisplayName("has one name for a master, however its workers write it")
    void wholeName() {
        for (String name : List.of(
                "alluxio-master-0.alluxio",
                "alluxio-master-0.alluxio.svc",
                "alluxio-master-0.alluxio.svc.cluster.local",
                "ALLUXIO-MASTER-0.alluxio.svc.example.com.")) {
            assertThat(profile(chart().replace("hostname=alluxio-master-0 ", "hostname=" + name + " "))
                            .masters())
                    .as(name)
                    .isEqualTo(masters("alluxio-master-0:19998"));
        }
    }

    @Test
    @DisplayName("has the Service of a master that is a Deployment")
    void deployment() {
        ClusterObjects objects = chart().replace("\"kind\":\"StatefulSet\"", "\"kind\":\"Deployment\"")
                .replace("hostname=alluxio-master-0 ", "hostname=master ")
                .change("Service", "alluxio-master-0", "/metadata/name", "master")
                .change("Service", "master", "/spec/selector", "{role: alluxio-master}");
        assertThat(profile(objects).masters()).isEqualTo(masters("master:19998"));
        // The name that a Service says, where the workers' properties are not seen.
        assertThat(profile(objects.without("ConfigMap", "alluxio-config")).masters())
                .isEqualTo(masters("master:19998"));
    }

    @Test
    @DisplayName("has the workers' nodes: selector and required affinity, sorted")
    void nodes() {
        ClusterObjects objects = chart().change(
                        "DaemonSet",
                        WORKER,
                        "/spec/template/spec/affinity",
                        "nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: "
                                + "[{key: gpu, operator: DoesNotExist}]}]}}")
                .change("DaemonSet", WORKER, "/spec/template/spec/nodeSelector", "{disk: ssd}")
                .change(
                        "DaemonSet",
                        WORKER,
                        "/spec/template/spec/tolerations",
                        "[{key: dedicated, value: data, effect: NoSchedule}]");
        assertThat(profile(objects).scheduling().requirements())
                .extracting(Object::toString)
                .containsExactly("disk In ssd", "gpu DoesNotExist");
        assertThat(profile(objects).scheduling().tolerations().orElseThrow())
                .extracting(Object::toString)
                .containsExactly("dedicated=data:NoSchedule");
        assertThat(objects.cluster().remarks()).anyMatch(r -> r.contains("does not tolerate all that the workers do"));
    }

    @Test
    @DisplayName("selects the pods of workers that are no DaemonSet")
    void workerPods() {
        ClusterObjects objects = chart().without("DaemonSet", "alluxio-fuse")
                .replace("\"kind\":\"DaemonSet\"", "\"kind\":\"StatefulSet\"");
        assertThat(profile(objects)
                        .scheduling()
                        .workerPods()
                        .orElseThrow()
                        .selector()
                        .labels())
                .containsOnlyKeys("app", "release", "role");
        assertThat(profile(objects).shortCircuit()).isPresent();
        objects.with(
                "{kind: Deployment, metadata: {name: other}, spec: {template: {metadata: {labels: {app: alluxio, release: "
                        + "alluxio, role: alluxio-worker, more: x}}, spec: {containers: [{name: a}]}}}}");
        assertThat(profile(objects).shortCircuit()).isEmpty();
        assertThat(objects.cluster().remarks())
                .anyMatch(r -> r.contains("do not tell its pods from those of other workloads"));
    }

    @Test
    @DisplayName("has the host aliases that clients need, and none of the cluster's own names")
    void hostAliases() {
        String aliases =
                "[{ip: 10.0.0.7, hostnames: [namenode, datanode.example.com, kafka.other.svc, alluxio-master-0]}, "
                        + "{ip: fd00::7, hostnames: [six]}, {ip: bad, hostnames: [x]}, {ip: 127.0.0.1, hostnames: [localhost]}]";
        ClusterObjects objects = chart().change("DaemonSet", WORKER, "/spec/template/spec/hostAliases", aliases);
        assertThat(profile(objects).hostAliases())
                .containsExactly(
                        new HostAlias("10.0.0.7", List.of("datanode.example.com", "namenode")),
                        new HostAlias("fd00::7", List.of("six")));
        assertThat(profile(objects).features()).containsExactlyInAnyOrder(Feature.SHORT_CIRCUIT, Feature.HOST_ALIASES);
        objects.change(
                "StatefulSet",
                "alluxio-master",
                "/spec/template/spec/hostAliases",
                "[{ip: 10.0.0.8, hostnames: [namenode]}]");
        assertThat(profile(objects).hostAliases()).contains(new HostAlias("10.0.0.7", List.of("datanode.example.com")));
        assertThat(objects.cluster().remarks()).anyMatch(r -> r.contains("namenode") && r.contains("10.0.0.8"));
    }

    @Test
    @DisplayName("has no version where masters and workers differ, and says so")
    void versions() {
        ClusterObjects objects =
                chart().change("DaemonSet", WORKER, "/spec/template/spec/containers/0/image", "alluxio/alluxio:2.9.4");
        assertThat(profile(objects).cluster().version()).isEmpty();
        assertThat(objects.cluster().remarks()).anyMatch(r -> r.contains("2.9.4") && r.contains("2.9.6"));
    }

    @Test
    @DisplayName("has the directory of a claim only if it is one of each node")
    void claims() {
        ClusterObjects objects = chart().change(
                        "DaemonSet",
                        WORKER,
                        "/spec/template/spec/volumes",
                        "[{name: alluxio-domain, persistentVolumeClaim: {claimName: socket}}]")
                .with("{kind: PersistentVolumeClaim, metadata: {name: socket}, spec: {volumeName: pv}}")
                .with(
                        "{kind: PersistentVolume, metadata: {name: pv}, spec: {hostPath: {path: /mnt/socket}, claimRef: {namespace: "
                                + "alluxio, name: socket}}}");
        assertThat(profile(objects).shortCircuit().flatMap(ShortCircuitSettings::hostPath))
                .contains("/mnt/socket");
        assertThat(objects.cluster().sources().get(ProfileKey.SHORT_CIRCUIT_HOST_PATH))
                .isEqualTo(
                        "DaemonSet alluxio/alluxio-worker, volume alluxio-domain, claim socket, PersistentVolume pv");
        objects.change("PersistentVolume", "pv", "/spec/nodeAffinity", "{required: {nodeSelectorTerms: []}}");
        ShortCircuitSettings onClaim = profile(objects).shortCircuit().orElseThrow();
        assertThat(onClaim.hostPath()).isEqualTo(Optional.empty());
        assertThat(onClaim.mountPath()).isEqualTo("/opt/domain");
        assertThat(objects.cluster().remarks().getFirst())
                .contains(
                        " is a claim, which is not known to be a directory of each node; ",
                        "shortCircuit.volumeType=hostPath");
    }

    @Test
    @DisplayName("says that a claim does not exist only where all claims of the namespace are seen")
    void missingClaim() {
        ClusterObjects objects = chart().change(
                        "DaemonSet",
                        WORKER,
                        "/spec/template/spec/volumes",
                        "[{name: alluxio-domain, persistentVolumeClaim: {claimName: socket}}]");
        assertThat(objects.cluster().remarks().getFirst())
                .isEqualTo("no shortCircuit.hostPath: DaemonSet alluxio/alluxio-worker, volume alluxio-domain is "
                        + "PersistentVolumeClaim alluxio/socket, which does not exist; install Alluxio with the chart value "
                        + "shortCircuit.volumeType=hostPath");
        ClusterView incomplete = (kind, namespace) -> objects.view().list(kind, namespace);
        assertThat(new Discovery(ClusterObjects.SETTINGS)
                        .discover(incomplete)
                        .clusters()
                        .getFirst()
                        .remarks())
                .anyMatch(remark -> remark.contains(" is a claim, which is not known to be"))
                .noneMatch(remark -> remark.contains("does not exist"));
    }

    @Test
    @DisplayName(
            "has no short circuit without a socket, with one of a fixed name, or in an emptyDir; and says what to do")
    void noSocket() {
        assertThat(withoutShortCircuit(
                        chart().replace("-Dalluxio.worker.data.server.domain.socket.address=/opt/domain ", "")))
                .contains("is not set");
        assertThat(withoutShortCircuit(chart().replace("socket.as.uuid=true", "socket.as.uuid=false")))
                .contains("fixed name");
        assertThat(withoutShortCircuit(chart().change(
                                "DaemonSet",
                                WORKER,
                                "/spec/template/spec/volumes",
                                "[{name: alluxio-domain, emptyDir: {}}]")))
                .contains("emptyDir");
    }

    private static String withoutShortCircuit(ClusterObjects objects) {
        DiscoveredCluster cluster = objects.cluster();
        assertThat(cluster.profile().shortCircuit()).isEmpty();
        assertThat(cluster.profile().features()).isEmpty();
        return cluster.remarks().getFirst();
    }

    @Test
    @DisplayName("promises no directory of a node where the workers' nodes cannot be told")
    void nodesUnknown() {
        String terms = "nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [%s]}}";
        for (String affinity : List.of(
                terms.formatted(
                        "{matchExpressions: [{key: a, operator: Exists}]}, {matchExpressions: [{key: b, operator: Exists}]}"),
                terms.formatted("{matchFields: [{key: metadata.name, operator: In, values: [n]}]}"),
                terms.formatted("{matchExpressions: [{key: cpus, operator: Gt, values: ['3']}]}"),
                "podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname}]}")) {
            DiscoveredCluster cluster = chart().change("DaemonSet", WORKER, "/spec/template/spec/affinity", affinity)
                    .cluster();
            assertThat(cluster.profile().shortCircuit()).as(affinity).isEmpty();
            assertThat(cluster.profile().fuse()).as(affinity).isEmpty();
            assertThat(cluster.remarks().getFirst()).contains("cannot be told");
        }
    }
}
