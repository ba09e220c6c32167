package alluxio.admission.app.config;

import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.AlluxioCluster;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.ClientSettings;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.FuseSecurity;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.HdfsSecret;
import alluxio.admission.model.configuration.HdfsSettings;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import alluxio.admission.model.configuration.ResourceRequirements;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.configuration.SidecarSettings;
import alluxio.admission.model.kube.LabelRequirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Configurations for the tests of other packages. */
public final class TestConfigurations {
    private TestConfigurations() {}

    /** One profile that describes every feature and gives them all, with workers on some nodes only. */
    public static AdmissionConfiguration everything() {
        return everything("alluxio");
    }

    /** @param namespace of the profiles' Alluxio, where its own pods are injected */
    public static AdmissionConfiguration everything(String namespace) {
        Profile defaults = Profile.defaults();
        Profile profile = new Profile(
                "alluxio",
                new AlluxioCluster(
                        namespace,
                        Optional.of("2.9.6"),
                        List.of(new HostPort("alluxio-master-0", 19998)),
                        defaults.cluster().workerUid()),
                new ClientSettings(ClientOptions.ENV, Map.of("alluxio.user.file.readtype.default", "CACHE")),
                new FeatureSettings(
                        defaults.shortCircuit(),
                        Optional.of(new FuseSettings(
                                FuseMode.HOST,
                                Optional.of("/mnt/alluxio"),
                                "/mnt/alluxio",
                                "fuse",
                                SidecarSettings.of(Optional.of("alluxio/alluxio:2.9.6")))),
                        Optional.of(new HdfsSettings(
                                List.of(new HdfsSecret("alluxio-hdfs-config", "hdfsConfig")),
                                Optional.of("hdfsConfig"))),
                        List.of(new HostAlias("10.0.0.7", List.of("namenode")))),
                new SchedulingSettings(
                        SchedulingMode.AUTO, List.of(LabelRequirement.label("example.com/cache", "alluxio"))),
                Set.of(Feature.values()));
        Map<String, Profile> profiles = new LinkedHashMap<>();
        profiles.put("alluxio", profile);
        profiles.put("tiers", tiers(profile));
        return new AdmissionConfiguration(
                "alluxio", profiles, access(), InjectionSettings.defaults(), PolicySettings.DEFAULT);
    }

    /** Pods may choose either FUSE mode of the first profile, and the second has but its own. */
    public static Map<String, ProfileAccess> access() {
        return Map.of(
                "alluxio", new ProfileAccess(List.of(), Set.of(FuseMode.values())),
                "tiers", new ProfileAccess(List.of(), Set.of(FuseMode.SIDECAR)));
    }

    /** Short circuit by files, a sidecar with everything that it can have, and several Secrets. */
    private static Profile tiers(Profile profile) {
        return new Profile(
                "tiers",
                new AlluxioCluster(
                        profile.namespace(),
                        Optional.empty(),
                        profile.masters(),
                        profile.cluster().workerUid()),
                profile.client(),
                new FeatureSettings(
                        Optional.of(new ShortCircuitSettings(
                                ShortCircuitPolicy.LOCAL,
                                true,
                                Optional.empty(),
                                "/opt/domain",
                                List.of("/mnt/ramdisk", "/mnt/ssd"))),
                        Optional.of(new FuseSettings(
                                FuseMode.SIDECAR,
                                Optional.of("/mnt/alluxio"),
                                "/alluxio",
                                "fuse",
                                new SidecarSettings(
                                        Optional.of("alluxio/alluxio:2.7.4"),
                                        "/data",
                                        List.of("allow_other", "max_idle_threads=10"),
                                        ResourceRequirements.of(
                                                Map.of("memory", "4Gi"), Map.of("cpu", "250m", "memory", "4Gi")),
                                        List.of("registry"),
                                        FuseSecurity.DEFAULT))),
                        Optional.of(new HdfsSettings(
                                List.of(
                                        new HdfsSecret("alluxio-hdfs-config", "hdfsConfig"),
                                        new HdfsSecret("alluxio.keytab", "keytab")),
                                Optional.empty())),
                        profile.hostAliases()),
                profile.scheduling(),
                profile.features());
    }
}
