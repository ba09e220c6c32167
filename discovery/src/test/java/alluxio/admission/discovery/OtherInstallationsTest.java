package alluxio.admission.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.configuration.WorkerPods;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Installations other than the latest chart's are found")
class OtherInstallationsTest {

    private static Optional<String> hostPath(Profile profile) {
        return profile.shortCircuit().flatMap(ShortCircuitSettings::hostPath);
    }

    @Test
    @DisplayName("the templates of 2.0: one label, one set of options, another port")
    void templates20() {
        Profile profile = ClusterObjects.of("templates-2.0").cluster().profile();
        assertThat(profile.name()).isEqualTo("alluxio.alluxio");
        assertThat(profile.cluster().version()).contains("2.0.1");
        assertThat(profile.masters()).hasToString("[alluxio-master:20998]");
        assertThat(hostPath(profile)).contains("/tmp/domain");
    }

    @Test
    @DisplayName("an operator's: a properties file, workers that are a Deployment, a directory below its volume")
    void operator() {
        DiscoveredCluster cluster = ClusterObjects.of("operator").cluster();
        Profile profile = cluster.profile();
        assertThat(profile.name()).isEqualTo("alluxio.prod");
        assertThat(profile.masters()).hasToString("[prod-master-0.prod-master.alluxio:19998]");
        assertThat(cluster.sources().get(ProfileKey.MASTERS))
                .isEqualTo("Deployment alluxio/prod-worker, alluxio-site.properties of ConfigMap prod-alluxio-conf");
        assertThat(hostPath(profile)).contains("/var/lib/alluxio/alluxio/domain");
        assertThat(profile.shortCircuit().orElseThrow().mountPath()).isEqualTo("/opt/domain");
        assertThat(profile.cluster().workerUid()).isEqualTo(2000);
        WorkerPods pods = profile.scheduling().workerPods().orElseThrow();
        assertThat(pods.namespace()).isEqualTo("alluxio");
        assertThat(pods.selector().labels())
                .containsEntry("app.kubernetes.io/instance", "prod")
                .hasSize(3);
    }

    @Test
    @DisplayName("two of different releases in one namespace, without properties that tell them apart")
    void byLabels() {
        ClusterObjects objects = ClusterObjects.of("operator", "chart-2.9")
                .without("ConfigMap", "prod-alluxio-conf")
                .without("ConfigMap", "alluxio-config");
        assertThat(objects.discover().clusters())
                .extracting(cluster -> cluster.profile().name() + " "
                        + cluster.profile().scheduling().workerPods().isPresent())
                .containsExactly("alluxio.alluxio false", "alluxio.prod true");
    }

    @ParameterizedTest
    @CsvSource({
        "2.9.6, '[fuse, --fuse-opts=allow_other, /mnt/alluxio/data, /]', '[]', /mnt/alluxio, data",
        "2.9.6, '[fuse]', '[{name: ALLUXIO_FUSE_JAVA_OPTS, value: -Dalluxio.fuse.mount.point=/mnt/alluxio/p}]', /mnt/alluxio, p",
        "2.7.3, '[fuse]', '[{name: MOUNT_POINT, value: /mnt/alluxio/v}]', /mnt/alluxio, v",
        "2.6.0, '[fuse, --fuse-opts=allow_other]', '[]', /mnt, alluxio-fuse",
        "2.3.0, '[fuse]', '[]', /mnt, alluxio-fuse",
    })
    @DisplayName("the mount point of FUSE as each release is told it")
    void fuse(String release, String args, String env, String hostPath, String directory) {
        ClusterObjects objects = ClusterObjects.of("chart-2.9")
                .change(
                        "DaemonSet",
                        "alluxio-fuse",
                        "/spec/template/spec/containers/0/image",
                        "alluxio/alluxio:" + release)
                .change("DaemonSet", "alluxio-fuse", "/spec/template/spec/containers/0/args", args)
                .change("DaemonSet", "alluxio-fuse", "/spec/template/spec/containers/0/env", env)
                .change(
                        "DaemonSet",
                        "alluxio-fuse",
                        "/spec/template/spec/containers/0/volumeMounts",
                        "[{name: alluxio-fuse-mount, mountPath: /mnt, mountPropagation: Bidirectional}]")
                .change(
                        "DaemonSet",
                        "alluxio-fuse",
                        "/spec/template/spec/volumes",
                        "[{name: alluxio-fuse-mount, hostPath: {path: /mnt}}]");
        FuseSettings fuse = objects.cluster().profile().fuse().orElseThrow();
        assertThat(fuse.hostPath()).contains(hostPath);
        assertThat(fuse.mountPath()).isEqualTo(hostPath);
        assertThat(fuse.directory()).isEqualTo(directory);
    }

    @Test
    @DisplayName(
            "no FUSE right below the root, without propagation, on other nodes than the workers, or in a Deployment")
    void noFuse() {
        String at = "/spec/template/spec/containers/0/";
        assertNoFuse(
                "right below the root",
                objects().change("DaemonSet", "alluxio-fuse", at + "args", "[fuse, /alluxio-fuse]"));
        assertNoFuse(
                "Bidirectional",
                objects()
                        .change(
                                "DaemonSet",
                                "alluxio-fuse",
                                at + "volumeMounts",
                                "[{name: alluxio-fuse-mount, mountPath: /mnt/alluxio}]"));
        assertNoFuse(
                "selects other nodes",
                objects().change("DaemonSet", "alluxio-fuse", "/spec/template/spec/nodeSelector", "{fuse: 'true'}"));
        assertNoFuse(
                "pods other than the workers",
                objects()
                        .change(
                                "DaemonSet",
                                "alluxio-fuse",
                                "/spec/template/spec/affinity",
                                "podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {matchLabels: {app: "
                                        + "other}}}]}"));
        assertNoFuse("is no DaemonSet", objects().change("DaemonSet", "alluxio-fuse", "/kind", "Deployment"));
    }

    private static ClusterObjects objects() {
        return ClusterObjects.of("chart-2.9");
    }

    private static void assertNoFuse(String reason, ClusterObjects objects) {
        DiscoveredCluster cluster = objects.cluster();
        assertThat(cluster.profile().fuse()).as(reason).isEmpty();
        assertThat(cluster.remarks()).anyMatch(remark -> remark.contains("FUSE") && remark.contains(reason));
        assertThat(hostPath(cluster.profile())).contains("/tmp/alluxio-domain");
    }

    @Test
    @DisplayName("an application with a FUSE sidecar is no daemon, and is not mentioned")
    void application() {
        ClusterObjects objects = objects()
                .with(
                        "{kind: Deployment, metadata: {name: app}, spec: {template: {spec: {containers: [{name: app, image: spark}, "
                                + "{name: alluxio-fuse, image: 'alluxio/alluxio:2.9.6', command: [/entrypoint.sh], args: [fuse]}]}}}}");
        assertThat(objects.discover()).isEqualTo(objects().discover());
    }
}
