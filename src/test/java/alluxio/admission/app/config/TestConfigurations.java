package alluxio.admission.app.config;

import alluxio.admission.model.AdmissionConfiguration;
import alluxio.admission.model.AdmissionConfiguration.Injection;
import alluxio.admission.model.ClientOptions;
import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.NodeRequirement;
import alluxio.admission.model.Profile;
import alluxio.admission.model.SchedulingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Configurations for the tests of other packages. */
public final class TestConfigurations {
    private TestConfigurations() {}

    /** One profile that describes every feature and gives them all, with workers on some nodes only. */
    public static AdmissionConfiguration everything() {
        Profile defaults = Profile.defaults();
        Profile profile = new Profile(
                "alluxio",
                "alluxio",
                Optional.of("2.9.6"),
                List.of(new HostPort("alluxio-master-0", 19998)),
                new Profile.Client(ClientOptions.ENV, Map.of("alluxio.user.file.readtype.default", "CACHE")),
                defaults.shortCircuit(),
                Optional.of(new Profile.Fuse(Profile.FuseMode.HOST, "/mnt/alluxio", "/mnt/alluxio", "fuse")),
                Optional.of(new Profile.Hdfs(
                        List.of(new Profile.HdfsSecret("alluxio-hdfs-config", "hdfsConfig")),
                        Optional.of("hdfsConfig"))),
                List.of(new Profile.HostAlias("10.0.0.7", List.of("namenode"))),
                new Profile.Scheduling(
                        SchedulingMode.AUTO, List.of(NodeRequirement.label("example.com/cache", "alluxio"))),
                defaults.worker(),
                Set.of(Feature.values()));
        return new AdmissionConfiguration("alluxio", Map.of("alluxio", profile), Injection.defaults());
    }
}
