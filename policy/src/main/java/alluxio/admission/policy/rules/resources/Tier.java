package alluxio.admission.policy.rules.resources;

import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Mount;
import alluxio.admission.policy.view.Paths;
import alluxio.admission.policy.view.Properties;
import alluxio.admission.policy.view.Properties.Property;
import alluxio.admission.policy.view.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory in which a worker keeps blocks.
 *
 * @param bytes that it may fill; empty: not known
 * @param quota as it is written, with the property; "" when nobody says
 */
record Tier(String path, Optional<Long> bytes, String quota, Optional<Mount> mount) {
    private static final String LEVEL = "alluxio.worker.tieredstore.level";
    private static final int MOST_LEVELS = 3;

    /** Where Docker has a tmpfs: the entry point makes it the first tier when nothing else is. */
    static final String SHM = "/dev/shm";

    /** Those of a worker whose properties are all seen. A page store has no tiers. */
    static List<Tier> of(Container worker) {
        Properties properties = worker.properties();
        boolean pages = properties
                .get("alluxio.worker.block.store.type")
                .filter(type -> type.value().equalsIgnoreCase("PAGE"))
                .isPresent();
        List<Tier> tiers = new ArrayList<>();
        for (int level = 0; !pages && level < levels(properties); level++) {
            tiers.addAll(ofLevel(worker, properties, level));
        }
        return tiers;
    }

    private static int levels(Properties properties) {
        return properties
                .get("alluxio.worker.tieredstore.levels")
                .map(Property::value)
                .filter(levels -> levels.matches("[1-" + MOST_LEVELS + "]"))
                .map(Integer::parseInt)
                .orElse(1);
    }

    private static List<Tier> ofLevel(Container worker, Properties properties, int level) {
        Optional<Property> paths = properties.get(LEVEL + level + ".dirs.path");
        Optional<Property> quotas = properties
                .get(LEVEL + level + ".dirs.quota")
                .or(() -> level == 0
                        ? properties.first("alluxio.worker.ramdisk.size", "alluxio.worker.memory.size")
                        : Optional.empty());
        List<Tier> tiers = new ArrayList<>();
        String[] all = paths.map(Property::value)
                .orElse(level == 0 ? byDefault(worker) : "")
                .split(",", -1);
        for (int i = 0; i < all.length; i++) {
            String path = Paths.normalize(all[i].strip());
            if (path.startsWith("/")) {
                tiers.add(tier(worker, path, quotas, i));
            }
        }
        return tiers;
    }

    /** The variable says that the tiers are set elsewhere, and nothing more. */
    private static String byDefault(Container worker) {
        boolean elsewhere = worker.environment()
                .get("ALLUXIO_WORKER_TIEREDSTORE_LEVEL0_DIRS_PATH")
                .isPresent();
        return worker.isAlluxioImage() && !elsewhere ? SHM : "";
    }

    private static Tier tier(Container worker, String path, Optional<Property> quotas, int index) {
        Optional<String> quota = quotas.map(q -> {
            List<String> each = List.of(q.value().split(",", -1));
            return each.get(Math.min(index, each.size() - 1)).strip();
        });
        return new Tier(
                path,
                quota.flatMap(Bytes::ofAlluxio),
                quota.map(q -> quotas.map(Property::key).orElse("") + "=" + q).orElse(""),
                worker.mountOf(path));
    }

    Optional<Volume> volume() {
        return mount.flatMap(Mount::volume);
    }

    /** What all tiers on this volume may fill; empty when one of them is not known. */
    static Optional<Long> bytesOn(Volume volume, List<Tier> tiers) {
        List<Tier> on = tiers.stream()
                .filter(tier -> tier.volume().equals(Optional.of(volume)))
                .toList();
        return on.isEmpty() || on.stream().anyMatch(tier -> tier.bytes().isEmpty())
                ? Optional.empty()
                : Optional.of(on.stream()
                        .flatMap(tier -> tier.bytes().stream())
                        .reduce(0L, (a, b) -> a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b));
    }

    /** The volumes in memory that tiers are on. */
    static Stream<Volume> memory(List<Tier> tiers) {
        return tiers.stream()
                .flatMap(tier -> tier.volume().stream())
                .filter(Volume::isMemory)
                .distinct();
    }

    /** Of an emptyDir. */
    static Optional<Long> sizeLimit(Volume volume) {
        return volume.source().at("sizeLimit").exists()
                ? Bytes.ofKubernetes(volume.source().at("sizeLimit").shown())
                : Optional.empty();
    }
}
