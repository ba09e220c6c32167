package alluxio.admission.model.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.Toleration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The text of a profile")
class ProfileTextTest {
    @Test
    @DisplayName("never changes for the defaults, whose digest running pods carry")
    void defaults() {
        assertThat(ProfileText.of(Profile.defaults()))
                .isEqualTo(
                        "Profile[name=alluxio, namespace=alluxio, version=Optional.empty, masters=[alluxio-master-0:19998], "
                                + "client=Client[options=ENV, properties={}], shortCircuit=Optional[ShortCircuit[policy=UUID, "
                                + "required=true, hostPath=Optional[/tmp/alluxio-domain], mountPath=/opt/domain, tiers=[]]], "
                                + "fuse=Optional.empty, hdfs=Optional.empty, hostAliases=[], scheduling=Scheduling[mode=AUTO, "
                                + "requirements=[], tolerations=Optional.empty], worker=Worker[uid=1000], features=[SHORT_CIRCUIT]]");
    }

    @Test
    @DisplayName("has everything that the profile has")
    void everything() {
        Profile profile = new Profile(
                "full",
                new AlluxioCluster(
                        "ns", Optional.of("2.9.6"), List.of(new HostPort("a", 1), new HostPort("fd00::3", 2)), 7),
                new ClientSettings(ClientOptions.FILE, Map.of("k", "v", "a", "b")),
                new FeatureSettings(
                        Optional.of(new ShortCircuitSettings(
                                ShortCircuitPolicy.LOCAL, false, Optional.empty(), "/m", List.of("/t1", "/t2"))),
                        Optional.of(new FuseSettings(
                                FuseMode.SIDECAR,
                                Optional.of("/h"),
                                "/p",
                                "d",
                                SidecarSettings.of(Optional.of("alluxio/alluxio:2.9.6")))),
                        Optional.of(new HdfsSettings(
                                List.of(new HdfsSecret("s", "d1"), new HdfsSecret("t", "d2")), Optional.of("d1"))),
                        List.of(new HostAlias("10.0.0.7", List.of("x", "y")))),
                new SchedulingSettings(
                        SchedulingMode.REQUIRED,
                        List.of(LabelRequirement.label("disk", "ssd")),
                        Optional.of(List.of(new Toleration("k", "", "v", "NoSchedule")))),
                Set.of(Feature.HDFS, Feature.FUSE));
        assertThat(ProfileText.of(profile))
                .isEqualTo("Profile[name=full, namespace=ns, version=Optional[2.9.6], masters=[a:1, [fd00::3]:2], "
                        + "client=Client[options=FILE, properties={a=b, k=v}], shortCircuit=Optional[ShortCircuit[policy=LOCAL, "
                        + "required=false, hostPath=Optional.empty, mountPath=/m, tiers=[/t1, /t2]]], "
                        + "fuse=Optional[Fuse[mode=SIDECAR, hostPath=Optional[/h], mountPath=/p, directory=d, "
                        + "sidecar=Sidecar[image=Optional[alluxio/alluxio:2.9.6], alluxioPath=/, options=[allow_other], "
                        + "limits={memory=4Gi}, requests={cpu=500m, memory=4Gi}, imagePullSecrets=[]]]], "
                        + "hdfs=Optional[Hdfs[secrets=[HdfsSecret[name=s, directory=d1], HdfsSecret[name=t, directory=d2]], "
                        + "confDir=Optional[d1]]], hostAliases=[HostAlias[ip=10.0.0.7, hostnames=[x, y]]], "
                        + "scheduling=Scheduling[mode=REQUIRED, requirements=[disk In ssd], "
                        + "tolerations=Optional[[k=v:NoSchedule]]], worker=Worker[uid=7], features=[FUSE, HDFS]]");
    }
}
