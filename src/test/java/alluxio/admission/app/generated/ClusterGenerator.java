package alluxio.admission.app.generated;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.AlluxioCluster;
import alluxio.admission.model.configuration.DiscoveredProfiles;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.configuration.WorkerPods;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.LabelSelector;
import alluxio.admission.model.kube.Toleration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes up what two replicas know: snapshots of a cluster, and profiles that rest on them. The namespace is {@code alluxio}. */
final class ClusterGenerator {
    static final String NAMESPACE = "alluxio";

    private final SeededRandom random;

    ClusterGenerator(SeededRandom random) {
        this.random = random;
    }

    /** Some of: the node of pinned pods, a worker on it, the pods' namespace with its level, limits and quota. */
    ClusterView view() {
        Map<String, List<ObjectNode>> objects = new LinkedHashMap<>();
        if (random.percent(70)) {
            objects.put("Node/", List.of(node()));
        }
        if (random.percent(40)) {
            ObjectNode pod = object("worker-0");
            pod.withObjectProperty("metadata").putObject("labels").put("role", "worker");
            pod.putObject("spec").put("nodeName", "node-1");
            objects.put("Pod/" + NAMESPACE, List.of(pod));
        }
        if (random.percent(50)) {
            ObjectNode namespace = object(NAMESPACE);
            namespace
                    .withObjectProperty("metadata")
                    .putObject("labels")
                    .put("pod-security.kubernetes.io/enforce", random.pick("privileged", "baseline", "restricted"));
            objects.put("Namespace/", List.of(namespace));
        }
        if (random.percent(30)) {
            ObjectNode range = object("limits");
            ObjectNode limit =
                    range.putObject("spec").putArray("limits").addObject().put("type", "Container");
            limit.putObject(random.pick("max", "min", "default")).put("memory", random.pick("1Gi", "8Gi", "x"));
            objects.put("LimitRange/" + NAMESPACE, List.of(range));
        }
        boolean complete = random.percent(50);
        return new ClusterView() {
            @Override
            public List<ObjectNode> list(String kind, String namespace) {
                return objects.getOrDefault(kind + "/" + namespace, List.of());
            }

            @Override
            public boolean isComplete(String kind, String namespace) {
                return complete;
            }
        };
    }

    private ObjectNode node() {
        ObjectNode node = object("node-1");
        node.withObjectProperty("metadata")
                .putObject("labels")
                .put("disk", random.pick("ssd", "ssd", "hdd"))
                .put("example.com/pool", "cache");
        if (random.percent(30)) {
            node.putObject("spec")
                    .putArray("taints")
                    .addObject()
                    .put("key", "dedicated")
                    .put("effect", random.pick("NoSchedule", "PreferNoSchedule"));
        }
        return node;
    }

    private static ObjectNode object(String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.putObject("metadata").put("name", name);
        return object;
    }

    /** The same configuration, with what this replica has discovered. */
    AdmissionConfiguration discovered(AdmissionConfiguration written) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        Map<String, String> unavailable = new LinkedHashMap<>();
        for (Profile profile : written.profiles().values()) {
            profiles.put(profile.name(), changed(profile));
            if (random.percent(5)) {
                unavailable.put(profile.name(), "it has no ready master");
            }
        }
        return new AdmissionConfiguration(
                written.defaultProfile(),
                profiles,
                written.access(),
                written.injection(),
                written.policy(),
                new DiscoveredProfiles(
                        random.percent(80) ? profiles.keySet() : Set.of(), unavailable, Set.of(NAMESPACE)));
    }

    /** A replica that has discovered nothing yet, and has no written profile. */
    AdmissionConfiguration nothing(AdmissionConfiguration written) {
        return new AdmissionConfiguration(
                "",
                Map.of(),
                Map.of(),
                written.injection(),
                written.policy(),
                new DiscoveredProfiles(Set.of(), Map.of(), Set.of(NAMESPACE)));
    }

    private Profile changed(Profile profile) {
        AlluxioCluster cluster = profile.cluster();
        List<HostPort> masters = new ArrayList<>(profile.masters());
        if (random.percent(30)) {
            masters.add(new HostPort("alluxio-master-9", 19998));
        }
        List<HostAlias> aliases = new ArrayList<>(profile.hostAliases());
        if (random.percent(20)) {
            aliases.add(new HostAlias("10.0.0.9", List.of("other")));
        }
        FeatureSettings offered = profile.offered();
        return new Profile(
                profile.name(),
                new AlluxioCluster(cluster.namespace(), cluster.version(), masters, cluster.workerUid()),
                profile.client(),
                new FeatureSettings(offered.shortCircuit().map(this::changed), offered.fuse(), offered.hdfs(), aliases),
                changed(profile.scheduling()),
                profile.features());
    }

    private ShortCircuitSettings changed(ShortCircuitSettings settings) {
        return random.percent(30)
                ? new ShortCircuitSettings(
                        settings.policy(),
                        settings.required(),
                        Optional.of("/mnt/domain"),
                        settings.mountPath(),
                        settings.tiers())
                : settings;
    }

    private SchedulingSettings changed(SchedulingSettings settings) {
        return new SchedulingSettings(
                settings.mode(),
                random.percent(30) ? List.of(LabelRequirement.label("disk", "ssd")) : settings.requirements(),
                random.percent(50)
                        ? Optional.of(List.of(new Toleration("spot", "Exists", "", "")))
                        : settings.tolerations(),
                random.percent(40)
                        ? Optional.of(new WorkerPods(NAMESPACE, new LabelSelector(Map.of("role", "worker"), List.of())))
                        : Optional.empty());
    }
}
