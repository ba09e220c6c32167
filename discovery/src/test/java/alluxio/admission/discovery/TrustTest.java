package alluxio.admission.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.discovery.DiscoveryResult.LeftOut;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What a user can do who may create objects in other namespaces, or in a trusted one beside the real Alluxio. */
@DisplayName("Discovery trusts no more than an administrator says")
class TrustTest {
    private static final String WORKER = "alluxio-worker";

    private static ClusterObjects chart() {
        return ClusterObjects.of("chart-2.9");
    }

    /** A copy of an object of the chart under another name. */
    private static String copy(String kind, String name, String other) {
        ObjectNode copy = chart().find(kind, name).deepCopy();
        copy.withObject("/metadata").put("name", other);
        return copy.toString();
    }

    private static List<String> reasons(DiscoveryResult found) {
        return found.leftOut().stream().map(LeftOut::toString).toList();
    }

    private static void assertUnchanged(ClusterObjects objects) {
        assertThat(objects.discover().clusters())
                .filteredOn(cluster -> cluster.profile().name().equals("alluxio.alluxio"))
                .extracting(DiscoveredCluster::profile)
                .containsExactly(chart().cluster().profile());
    }

    @Test
    @DisplayName("another namespace is not even read")
    void otherNamespaces() {
        ClusterView view = new ClusterView() {
            private final ClusterView seen = chart().view();

            @Override
            public List<ObjectNode> list(String kind, String namespace) {
                if (!namespace.equals("alluxio") && !(namespace.isEmpty() && kind.equals("PersistentVolume"))) {
                    throw new AssertionError(kind + " of " + namespace + " is read");
                }
                return seen.list(kind, namespace);
            }
        };
        assertThat(new Discovery(ClusterObjects.SETTINGS).discover(view).clusters())
                .hasSize(1);
        assertThat(new Discovery(DiscoverySettings.OFF).discover(view)).isEqualTo(DiscoveryResult.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/etc",
                "/var/lib/kubelet/pods",
                "/proc",
                "/home/x",
                "/tmp/../etc",
                "/tmp/a b",
                "tmp",
                "/run/x",
                ""
            })
    @DisplayName("a directory of the node counts only below one that the settings allow")
    void directories(String path) {
        ClusterObjects objects = chart().change(
                        "DaemonSet",
                        WORKER,
                        "/spec/template/spec/volumes",
                        "[{name: alluxio-domain, hostPath: {path: '" + path + "'}}]");
        assertThat(objects.cluster().profile().shortCircuit()).isEmpty();
        assertThat(objects.cluster().remarks().getFirst()).contains("discovery.hostPaths");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usr", "/usr/bin", "/etc", "/lib/x", "/", "/dev/shm", "/proc/self"})
    @DisplayName("nothing is mounted over the programs of a client")
    void mountPaths(String path) {
        ClusterObjects objects = chart().replace("socket.address=/opt/domain", "socket.address=" + path)
                .change(
                        "DaemonSet",
                        WORKER,
                        "/spec/template/spec/containers/0/volumeMounts",
                        "[{name: alluxio-domain, mountPath: " + path + "}]");
        assertThat(objects.cluster().profile().shortCircuit()).isEmpty();
    }

    @Test
    @DisplayName("the FUSE daemon's directory is checked as well, and its parent")
    void fuseDirectories() {
        for (String path : List.of("/etc", "/mnt", "/var/lib/kubelet")) {
            ClusterObjects objects = chart().change(
                            "DaemonSet",
                            "alluxio-fuse",
                            "/spec/template/spec/volumes",
                            "[{name: alluxio-fuse-mount, hostPath: {path: " + path + "}}]")
                    .change(
                            "DaemonSet",
                            "alluxio-fuse",
                            "/spec/template/spec/containers/0/args",
                            "[fuse, /mnt/alluxio, /]");
            // The volume is the mount point itself, so that its parent would be mounted.
            assertThat(objects.cluster().profile().fuse()).as(path).isEmpty();
        }
    }

    @Test
    @DisplayName("a worker beside the real one replaces no value: neither counts, and a remark names both")
    void secondWorker() {
        for (String kind : List.of("DaemonSet", "Deployment")) {
            ClusterObjects objects = chart().with(copy("DaemonSet", WORKER, "evil-worker")
                    .replace("/tmp/alluxio-domain", "/tmp/evil")
                    .replace("\"DaemonSet\"", '"' + kind + '"'));
            DiscoveredCluster cluster = objects.cluster();
            assertThat(cluster.profile().shortCircuit()).as(kind).isEmpty();
            assertThat(cluster.profile().fuse().map(Object::toString).orElse(""))
                    .doesNotContain("evil");
            assertThat(cluster.remarks())
                    .as(kind)
                    .anyMatch(r -> r.contains("alluxio-worker") && r.contains("evil-worker"));
            assertThat(cluster.profile().masters())
                    .isEqualTo(chart().cluster().profile().masters());
        }
    }

    @Test
    @DisplayName("a worker beside the real one adds no host alias")
    void aliasesOfSecondWorker() {
        ClusterObjects objects = chart().with(copy("DaemonSet", WORKER, "evil-worker"))
                .change(
                        "DaemonSet",
                        "evil-worker",
                        "/spec/template/spec/hostAliases",
                        "[{ip: 10.6.6.6, hostnames: [s3.amazonaws.com]}]");
        assertThat(objects.cluster().profile().hostAliases()).isEmpty();
    }

    @Test
    @DisplayName("workers with masters of their own, or of another namespace, do not belong to the real ones")
    void otherMasters() {
        for (String master :
                List.of("evil", "alluxio-master-0.evil", "alluxio-master-0.evil.svc", "evil.example.com", "10.6.6.6")) {
            ClusterObjects objects = chart().with(copy("DaemonSet", WORKER, "evil-worker")
                    .replace(
                            "\"args\":[\"worker-only\"",
                            "\"args\":[\"worker-only\",\"-Dalluxio.master.hostname=" + master + "\"")
                    .replace("/tmp/alluxio-domain", "/tmp/evil"));
            assertUnchanged(objects);
            assertThat(reasons(objects.discover())).anyMatch(r -> r.contains("evil-worker") && r.contains(master));
        }
    }

    @Test
    @DisplayName("a master that lists the real ones does not join them, and gets none of their workers")
    void masterThatListsOthers() {
        String quorum = "-Dalluxio.master.rpc.addresses=alluxio-master-0:19998,evil-master-0:6";
        ClusterObjects objects = chart().with(copy("StatefulSet", "alluxio-master", "evil-master")
                        .replace("\"args\":[\"master-only\"", "\"args\":[\"master-only\",\"" + quorum + "\""))
                .with(copy("Service", "alluxio-master-0", "evil-master-0")
                        .replace("pod-name\":\"alluxio-master-0", "pod-name\":\"evil-master-0"));
        assertUnchanged(objects);
        assertThat(reasons(objects.discover())).anyMatch(r -> r.contains("evil-master"));
    }

    @Test
    @DisplayName("a master beside the real one of the same release does not join it by its labels alone")
    void secondMaster() {
        assertUnchanged(chart().with(copy("StatefulSet", "alluxio-master", "evil-master")));
        assertUnchanged(chart().with(
                        copy("StatefulSet", "alluxio-master", "evil-master").replace("StatefulSet", "Deployment")));
    }

    @Test
    @DisplayName("the older of two Alluxios of one name keeps it")
    void sameName() {
        ClusterObjects objects = chart().change(
                        "StatefulSet", "alluxio-master", "/metadata/creationTimestamp", "'2026-01-01T00:00:00Z'")
                .with(copy("StatefulSet", "alluxio-master", "alluxio-master-7")
                        .replace("\"release\":\"alluxio\"", "\"release\":\"evil\""))
                .change("StatefulSet", "alluxio-master-7", "/metadata/creationTimestamp", "'2026-02-01T00:00:00Z'");
        assertUnchanged(objects);
        assertThat(reasons(objects.discover()))
                .anyMatch(r -> r.contains("alluxio-master-7") && r.contains("give it another name"));
    }

    @Test
    @DisplayName("a Service that leads elsewhere is no master's")
    void services() {
        for (String spec :
                List.of("{type: ExternalName, externalName: evil.example.com}", "{ports: [{port: 19998}]}")) {
            DiscoveryResult found =
                    chart().change("Service", "alluxio-master-0", "/spec", spec).discover();
            assertThat(found.clusters()).as(spec).isEmpty();
            assertThat(reasons(found)).anyMatch(r -> r.contains("no Service leads to pod alluxio-master-0"));
        }
    }

    @Test
    @DisplayName("a claim that names the volume of another claim has no directory")
    void claimsOfOthers() {
        for (String claimRef : List.of("{namespace: alluxio, name: other}", "{namespace: evil, name: socket}", "{}")) {
            ClusterObjects objects = chart().change(
                            "DaemonSet",
                            WORKER,
                            "/spec/template/spec/volumes",
                            "[{name: alluxio-domain, persistentVolumeClaim: {claimName: socket}}]")
                    .with("{kind: PersistentVolumeClaim, metadata: {name: socket}, spec: {volumeName: pv}}")
                    .with("{kind: PersistentVolume, metadata: {name: pv}, spec: {hostPath: {path: /mnt/x}, claimRef: "
                            + claimRef + "}}");
            Optional<ShortCircuitSettings> shortCircuit =
                    objects.cluster().profile().shortCircuit();
            assertThat(shortCircuit.flatMap(ShortCircuitSettings::hostPath))
                    .as(claimRef)
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("workloads without ready pods, of Fluid, of Alluxio 3, and those that are deleted do not count")
    void left() {
        record Case(String pointer, String yaml, String reason) {}
        for (Case each : List.of(
                new Case("/status", "{numberReady: 0, numberAvailable: 3}", "has no ready pods"),
                new Case("/status", "{}", "has no ready pods"),
                new Case("/metadata/deletionTimestamp", "'2026-01-01T00:00:00Z'", "is being deleted"),
                new Case(
                        "/metadata/ownerReferences",
                        "[{apiVersion: data.fluid.io/v1alpha1, kind: AlluxioRuntime}]",
                        "Fluid"),
                new Case("/spec/template/metadata/labels", "{fluid.io/dataset: a, role: alluxio-worker}", "Fluid"),
                new Case("/spec/template/spec/containers/0/image", "alluxio/alluxio:3.1", "Alluxio 3.1"),
                new Case(
                        "/spec/template/spec/containers/0/image",
                        "alluxio/alluxio-enterprise:AI-3.6",
                        "Enterprise 3.6"),
                new Case("/spec/template/spec/containers/0/image", "alluxio/alluxio:1.8.1", "Alluxio 1.8.1"))) {
            DiscoveryResult found = chart().without("DaemonSet", "alluxio-fuse")
                    .change("DaemonSet", WORKER, each.pointer(), each.yaml())
                    .discover();
            assertThat(found.clusters().getFirst().profile().shortCircuit())
                    .as(each.toString())
                    .isEmpty();
            assertThat(reasons(found))
                    .as(each.toString())
                    .anyMatch(r -> r.contains(WORKER) && r.contains(each.reason()));
        }
    }

    @Test
    @DisplayName("an image, a mode for a sidecar, policy local and Secrets are never discovered")
    void neverDiscovered() {
        Profile profile = chart().change(
                        "DaemonSet",
                        WORKER,
                        "/spec/template/spec/volumes",
                        "[{name: alluxio-domain, hostPath: {path: /tmp/alluxio-domain}}, {name: t, hostPath: {path: /mnt/tier}}, "
                                + "{name: s, secret: {secretName: alluxio-hdfs-config}}]")
                .cluster()
                .profile();
        assertThat(profile.toString())
                .doesNotContain("secret", "alluxio-hdfs-config", "LOCAL", "SIDECAR", "/mnt/tier", "alluxio/alluxio");
        assertThat(profile.hdfs()).isEmpty();
    }

    @Test
    @DisplayName("two of one kind and name that differ, as manifests may have, are both left out")
    void twice() {
        ClusterObjects objects =
                chart().with(copy("DaemonSet", WORKER, WORKER).replace("/tmp/alluxio-domain", "/tmp/other"));
        assertThat(objects.cluster().profile().shortCircuit()).isEmpty();
        assertThat(reasons(objects.discover())).anyMatch(r -> r.contains("is there 2 times"));
        assertUnchanged(chart().with(copy("DaemonSet", WORKER, WORKER)));
    }

    @Test
    @DisplayName("a namespace with absurdly many workloads of Alluxio is left out as a whole, and no other one")
    void tooMany() {
        ClusterObjects objects = chart();
        // The chart has three.
        for (int i = 3; i < DiscoveryLimits.WORKLOADS; i++) {
            objects.with(copy("DaemonSet", WORKER, "w-" + i));
        }
        assertThat(objects.cluster().profile()).isEqualTo(chart().cluster().profile());
        objects.with(copy("DaemonSet", WORKER, "one-more"));
        chart().all().forEach(object -> {
            object.withObject("/metadata").put("namespace", "second");
            objects.with(object.toString());
        });
        DiscoveryResult found = objects.discover(new DiscoverySettings(
                List.of("second", "alluxio", "second", "absent"), DiscoverySettings.DEFAULT_HOST_PATHS, false));
        assertThat(found.clusters()).extracting(c -> c.profile().name()).containsExactly("second.alluxio");
        assertThat(reasons(found))
                .hasSize(1)
                .allMatch(r -> r.contains("Namespace alluxio") && r.contains("more than 200"));
    }

    @Test
    @DisplayName("objects that take too much work are left out with their namespace")
    void tooMuchWork() {
        ClusterObjects objects = chart();
        ObjectNode config = objects.find("ConfigMap", "alluxio-config");
        for (int i = 0; i < 5_000; i++) {
            config.withObject("/data").put("KEY_" + i, "x".repeat(200));
        }
        for (int i = 0; i < 150; i++) {
            objects.with(copy("DaemonSet", WORKER, "w-" + i));
        }
        assertThat(reasons(objects.discover())).hasSize(1).allMatch(r -> r.contains("takes more than"));
    }
}
