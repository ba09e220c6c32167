package alluxio.admission.app.config;

import alluxio.admission.model.AdmissionConfiguration;
import alluxio.admission.model.AdmissionConfiguration.Injection;
import alluxio.admission.model.ClientOptions;
import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.PolicySettings;
import alluxio.admission.model.Profile;
import alluxio.admission.model.ProfileAccess;
import alluxio.admission.model.SchedulingMode;
import alluxio.admission.model.Sidecar;
import alluxio.admission.model.kube.LabelRequirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
                namespace,
                Optional.of("2.9.6"),
                List.of(new HostPort("alluxio-master-0", 19998)),
                new Profile.Client(ClientOptions.ENV, Map.of("alluxio.user.file.readtype.default", "CACHE")),
                defaults.shortCircuit(),
                Optional.of(new Profile.Fuse(
                        Profile.FuseMode.HOST,
                        Optional.of("/mnt/alluxio"),
                        "/mnt/alluxio",
                        "fuse",
                        Sidecar.of(Optional.of("alluxio/alluxio:2.9.6")))),
                Optional.of(new Profile.Hdfs(
                        List.of(new Profile.HdfsSecret("alluxio-hdfs-config", "hdfsConfig")),
                        Optional.of("hdfsConfig"))),
                List.of(new Profile.HostAlias("10.0.0.7", List.of("namenode"))),
                new Profile.Scheduling(
                        SchedulingMode.AUTO, List.of(LabelRequirement.label("example.com/cache", "alluxio"))),
                defaults.worker(),
                Set.of(Feature.values()));
        Map<String, Profile> profiles = new LinkedHashMap<>();
        profiles.put("alluxio", profile);
        profiles.put("tiers", tiers(profile));
        return new AdmissionConfiguration("alluxio", profiles, access(), Injection.defaults(), PolicySettings.DEFAULT);
    }

    /** Pods may choose either FUSE mode of the first profile, and the second has but its own. */
    public static Map<String, ProfileAccess> access() {
        return Map.of(
                "alluxio", new ProfileAccess(List.of(), Set.of(Profile.FuseMode.values())),
                "tiers", new ProfileAccess(List.of(), Set.of(Profile.FuseMode.SIDECAR)));
    }

    /** Short circuit by files, a sidecar with everything that it can have, and several Secrets. */
    private static Profile tiers(Profile profile) {
        return new Profile(
                "tiers",
                profile.namespace(),
                Optional.empty(),
                profile.masters(),
                profile.client(),
                Optional.of(new Profile.ShortCircuit(
                        Profile.Policy.LOCAL,
                        true,
                        Optional.empty(),
                        "/opt/domain",
                        List.of("/mnt/ramdisk", "/mnt/ssd"))),
                Optional.of(new Profile.Fuse(
                        Profile.FuseMode.SIDECAR,
                        Optional.of("/mnt/alluxio"),
                        "/alluxio",
                        "fuse",
                        new Sidecar(
                                Optional.of("alluxio/alluxio:2.7.4"),
                                "/data",
                                List.of("allow_other", "max_idle_threads=10"),
                                new TreeMap<>(Map.of("memory", "4Gi")),
                                new TreeMap<>(Map.of("cpu", "250m", "memory", "4Gi")),
                                List.of("registry")))),
                Optional.of(new Profile.Hdfs(
                        List.of(
                                new Profile.HdfsSecret("alluxio-hdfs-config", "hdfsConfig"),
                                new Profile.HdfsSecret("alluxio.keytab", "keytab")),
                        Optional.empty())),
                profile.hostAliases(),
                profile.scheduling(),
                profile.worker(),
                profile.features());
    }
}
