package alluxio.admission.cluster.check.clients;

import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.check.Counted;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.injector.keys.KeyMistake;
import alluxio.admission.injector.keys.KeyPlacement;
import alluxio.admission.injector.keys.KnownKeys;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.FieldPath.Segment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds keys that do nothing on the pods and controllers of a cluster, by owner, as {@link KeyPlacement} finds them in manifests. An
 * unknown key counts only if it is like a known one: others may be another product's. Linear in the number of objects.
 */
final class IneffectiveKeys {
    /** Whose metadata is looked at beside that of pods. */
    static final List<ReadableKind> CONTROLLERS =
            List.of(ReadableKind.DEPLOYMENT, ReadableKind.STATEFUL_SET, ReadableKind.DAEMON_SET);

    private static final Set<String> WITH_TEMPLATE =
            Set.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job");
    private static final FieldPath METADATA = FieldPath.parse("metadata");
    private static final FieldPath TEMPLATE = FieldPath.parse("spec.template.metadata");

    private final ObjectFacts objects;
    private final InjectionSettings settings;
    private final boolean namespacesSeen;
    private final Map<Key, IneffectiveKey> found = new TreeMap<>();

    /** What makes one line. */
    private record Key(String owner, String mistake) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byOwner = owner.compareTo(other.owner);
            return byOwner != 0 ? byOwner : mistake.compareTo(other.mistake);
        }
    }

    /**
     * A key of an owner.
     *
     * @param owner {@code Deployment team/web}, or a pod without a controller
     * @param pods of that owner that have it; 0 where none of them is its own line
     */
    record IneffectiveKey(String owner, int pods, KeyMistake mistake) {
        String text() {
            return owner + (pods == 0 ? "" : " (" + Counted.of(pods, "pod") + ")") + ": " + mistake.message();
        }
    }

    private IneffectiveKeys(CheckedCluster cluster) {
        this.objects = cluster.objects();
        this.settings = CheckedConfiguration.injection(cluster.configuration());
        this.namespacesSeen = objects.listing(ReadableKind.NAMESPACE).isComplete();
    }

    /** Sorted by owner. */
    static List<IneffectiveKey> find(CheckedCluster cluster) {
        IneffectiveKeys keys = new IneffectiveKeys(cluster);
        CONTROLLERS.forEach(kind -> keys.objects.all(kind).forEach(keys::controller));
        keys.objects.all(ReadableKind.POD).forEach(keys::pod);
        return List.copyOf(keys.found.values());
    }

    private void controller(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        JsonNode ofPods = object.path("spec").path("template").path("metadata");
        KeyPlacement placement = new KeyPlacement(settings);
        placement.workload(object.path("kind").asString(), METADATA, metadata, TEMPLATE, ofPods);
        placement.pod(TEMPLATE, ofPods, isOptedIn(object));
        add(ObjectNames.withKind(object), 0, placement);
    }

    private void pod(ObjectNode pod) {
        if (PodState.isBeingDeleted(pod)) {
            return;
        }
        String owner = PodState.owner(pod);
        FieldPath written = WITH_TEMPLATE.contains(owner.substring(0, owner.indexOf(' '))) ? TEMPLATE : METADATA;
        KeyPlacement placement = new KeyPlacement(settings);
        placement.pod(written, pod.path("metadata"), isOptedIn(pod));
        add(owner, owner.startsWith("Pod ") ? 0 : 1, placement);
    }

    private boolean isOptedIn(ObjectNode object) {
        return "true"
                .equals(objects.namespaceLabels(ObjectNames.namespace(object)).get(Keys.INJECT));
    }

    /** Of a template and its pods, the template's counts: its fix says where to write. */
    private void add(String owner, int pods, KeyPlacement placement) {
        for (KeyMistake mistake : placement.mistakes()) {
            if (isCertain(mistake)) {
                found.merge(
                        new Key(owner, mistake.found()),
                        new IneffectiveKey(owner, pods, mistake),
                        (first, next) -> new IneffectiveKey(owner, first.pods() + next.pods(), first.mistake()));
            }
        }
    }

    private boolean isCertain(KeyMistake mistake) {
        if (!(mistake.path().segments().getLast() instanceof Segment.Member(String key))) {
            return false;
        }
        return Keys.ALL.contains(key)
                ? namespacesSeen || !Keys.POD_ANNOTATIONS.contains(key)
                : KnownKeys.nearest(key, Keys.ALL).isPresent();
    }
}
