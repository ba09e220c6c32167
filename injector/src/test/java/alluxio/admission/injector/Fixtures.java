package alluxio.admission.injector;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
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
import alluxio.admission.model.configuration.OnConflict;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Profiles, pods and patches for the tests. Pods are written as JSON with single quotes. */
public final class Fixtures {
    public static final JsonMapper JSON = JsonMapper.shared();

    /** The namespace of the profile's Alluxio, in which Alluxio pods are injected, too. */
    public static final String NAMESPACE = "alluxio";

    private Fixtures() {}

    /** A profile that describes every feature. */
    public static Profile everything(Set<Feature> features) {
        return new Profile(
                "alluxio",
                new AlluxioCluster(
                        "alluxio",
                        Optional.of("2.9.6"),
                        List.of(new HostPort("alluxio-master-0", 19998)),
                        AlluxioCluster.DEFAULT_WORKER_UID),
                new ClientSettings(ClientOptions.ENV, Map.of("alluxio.user.file.readtype.default", "CACHE")),
                new FeatureSettings(
                        Optional.of(new ShortCircuitSettings(
                                ShortCircuitPolicy.UUID,
                                true,
                                Optional.of("/tmp/alluxio-domain"),
                                "/opt/domain",
                                List.of())),
                        Optional.of(new FuseSettings(
                                FuseMode.HOST,
                                Optional.of("/mnt/alluxio"),
                                "/mnt/alluxio",
                                "fuse",
                                SidecarSettings.defaults())),
                        Optional.of(new HdfsSettings(
                                List.of(new HdfsSecret("alluxio-hdfs-config", "hdfsConfig")),
                                Optional.of("hdfsConfig"))),
                        List.of(new HostAlias("10.0.0.7", List.of("namenode")))),
                SchedulingSettings.DEFAULT,
                features);
    }

    /** The profile with some of its parts changed. */
    public static Profile with(Profile profile, Consumer<Draft> changes) {
        Draft draft = new Draft(profile);
        changes.accept(draft);
        return draft.profile(profile);
    }

    /** The parts of a profile that tests change. */
    public static final class Draft {
        public String namespace;
        public Optional<String> version;
        public List<HostPort> masters;
        public ClientSettings client;
        public Optional<ShortCircuitSettings> shortCircuit;
        public Optional<FuseSettings> fuse;
        public List<HostAlias> hostAliases;
        public SchedulingSettings scheduling;
        public Optional<ResourceRequirements> helperResources;

        private Draft(Profile profile) {
            namespace = profile.namespace();
            version = profile.cluster().version();
            masters = profile.masters();
            client = profile.client();
            shortCircuit = profile.shortCircuit();
            fuse = profile.fuse();
            hostAliases = profile.hostAliases();
            scheduling = profile.scheduling();
            helperResources = profile.offered().helperResources();
        }

        private Profile profile(Profile rest) {
            return new Profile(
                    rest.name(),
                    new AlluxioCluster(
                            namespace, version, masters, rest.cluster().workerUid()),
                    client,
                    new FeatureSettings(shortCircuit, fuse, rest.hdfs(), hostAliases, helperResources),
                    scheduling,
                    rest.features());
        }
    }

    /** FUSE by a sidecar of that image. */
    public static FuseSettings sidecar(String image, String directory, String alluxioPath) {
        SidecarSettings defaults = SidecarSettings.of(Optional.of(image));
        return new FuseSettings(
                FuseMode.SIDECAR,
                Optional.of("/mnt/alluxio"),
                "/mnt/alluxio",
                directory,
                new SidecarSettings(
                        defaults.image(),
                        alluxioPath,
                        defaults.options(),
                        defaults.resources(),
                        List.of("registry"),
                        FuseSecurity.DEFAULT));
    }

    /** The same profile with other resources of its sidecar. */
    public static Profile withSidecarResources(Profile profile, ResourceRequirements resources) {
        return withSidecar(
                profile,
                old -> new SidecarSettings(
                        old.image(),
                        old.alluxioPath(),
                        old.options(),
                        resources,
                        old.imagePullSecrets(),
                        old.security()));
    }

    /** The same profile with another sidecar. */
    public static Profile withSidecar(Profile profile, UnaryOperator<SidecarSettings> change) {
        return with(
                profile,
                draft -> draft.fuse = draft.fuse.map(fuse -> new FuseSettings(
                        fuse.mode(),
                        fuse.hostPath(),
                        fuse.mountPath(),
                        fuse.directory(),
                        change.apply(fuse.sidecar()))));
    }

    /** The same profile with these resources of small containers. */
    public static Profile withHelperResources(Profile profile, ResourceRequirements resources) {
        return with(profile, draft -> draft.helperResources = Optional.of(resources));
    }

    /** A profile of everything, whose FUSE is a sidecar of that image and version. */
    public static Profile sidecarProfile(String image, String directory, Feature... features) {
        return with(everything(Set.of(features)), draft -> {
            draft.version = Optional.empty();
            draft.fuse = Optional.of(sidecar(image, directory, "/"));
        });
    }

    public static Profile tiersProfile(String... tiers) {
        return with(
                everything(Set.of(Feature.SHORT_CIRCUIT)),
                draft -> draft.shortCircuit = Optional.of(new ShortCircuitSettings(
                        ShortCircuitPolicy.LOCAL, true, Optional.empty(), "/opt/domain", List.of(tiers))));
    }

    public static Injector injector(Profile profile) {
        return new Injector(configuration(profile, OnConflict.DENY));
    }

    public static AdmissionConfiguration configuration(Profile profile, OnConflict onConflict) {
        return new AdmissionConfiguration(
                profile.name(),
                Map.of(profile.name(), profile),
                Map.of(profile.name(), new ProfileAccess(List.of(), Set.of(FuseMode.values()))),
                new InjectionSettings(onConflict, List.of("my-agent"), Set.of()),
                PolicySettings.DEFAULT);
    }

    public static Injector injector(Feature... features) {
        Set<Feature> set = EnumSet.noneOf(Feature.class);
        set.addAll(List.of(features));
        return new Injector(configuration(everything(set), OnConflict.DENY));
    }

    /** An injector whose profile keeps clients on certain nodes. */
    public static Injector schedulingInjector(SchedulingMode mode, List<LabelRequirement> requirements) {
        return injector(with(
                everything(Set.of(Feature.SHORT_CIRCUIT)),
                draft -> draft.scheduling = new SchedulingSettings(mode, requirements)));
    }

    public static Injector injectorOfAll() {
        return injector(Feature.values());
    }

    public static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    /** A labelled pod with one container {@code app}; the argument is the rest of the container. */
    public static ObjectNode labelled(String restOfContainer) {
        return json(
                "{'metadata':{'name':'p','labels':{'alluxio.io/inject':'true'}},'spec':{'containers':[{'name':'app','image':'app:1'"
                        + (restOfContainer.isEmpty() ? "" : "," + restOfContainer) + "}]}}");
    }

    /** A labelled pod with one plain container; the argument is the rest of the spec. */
    public static ObjectNode labelledSpec(String restOfSpec) {
        return json(
                "{'metadata':{'name':'p','labels':{'alluxio.io/inject':'true'}},'spec':{'containers':[{'name':'app','image':'app:1'}],"
                        + restOfSpec + "}}");
    }

    public static ObjectNode worker(String container, String spec) {
        return json(
                "{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':[{'name':'alluxio-worker',"
                        + "'image':'alluxio/alluxio:2.9.6','args':['worker-only','--no-format']"
                        + (container.isEmpty() ? "" : "," + container) + "}]" + (spec.isEmpty() ? "" : "," + spec)
                        + "}}");
    }

    public static ObjectNode annotate(ObjectNode pod, String key, String value) {
        ((ObjectNode) pod.get("metadata")).withObjectProperty("annotations").put(key, value);
        return pod;
    }

    public static Decision decide(Injector injector, ObjectNode pod) {
        ObjectNode before = pod.deepCopy();
        Decision decision = injector.decide(new InjectionRequest(pod, NAMESPACE, false));
        assertThat((JsonNode) pod).as("the submitted tree is never changed").isEqualTo(before);
        return decision;
    }

    /** Applies a patch with the implementation of zjsonpatch. */
    public static ObjectNode apply(ObjectNode pod, JsonPatch patch) {
        return (ObjectNode) io.fabric8.zjsonpatch.JsonPatch.apply(patch.toJson(), pod);
    }

    public static Decision.Injected injected(Injector injector, ObjectNode pod) {
        Decision decision = decide(injector, pod);
        assertThat(decision).isInstanceOf(Decision.Injected.class);
        return (Decision.Injected) decision;
    }

    public static ObjectNode inject(Injector injector, ObjectNode pod) {
        return apply(pod, injected(injector, pod).patch());
    }

    public static List<Refusal> refusals(Injector injector, ObjectNode pod) {
        Decision decision = decide(injector, pod);
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision).refusals();
    }

    public static JsonNode container(ObjectNode pod, String name) {
        for (String list : List.of("containers", "initContainers")) {
            for (JsonNode container : pod.path("spec").path(list)) {
                if (container.path("name").stringValue("").equals(name)) {
                    return container;
                }
            }
        }
        throw new AssertionError("no container " + name);
    }

    public static String env(ObjectNode pod, String container, String name) {
        for (JsonNode entry : container(pod, container).path("env")) {
            if (entry.path("name").stringValue("").equals(name)) {
                return entry.path("value").stringValue("");
            }
        }
        return "(none)";
    }
}
