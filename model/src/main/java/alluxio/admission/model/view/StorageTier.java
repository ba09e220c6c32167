package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.JvmOptions.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A directory in which a worker keeps blocks.
 *
 * @param level of the tier, from 0
 * @param bytes that it may fill; empty: not known
 * @param quota as it is written, with the property; "" when it is not set
 */
public record StorageTier(int level, String path, Optional<Long> bytes, String quota, Optional<ContainerMount> mount) {
    private static final Set<String> LEVELS = Set.of("1", "2", "3");
    private static final Derived<Container, List<StorageTier>> ALL = Derived.of(StorageTier::read);

    /** Where Docker has a tmpfs: the entry point makes it the first tier when nothing else is. */
    public static final String SHM = AlluxioPaths.SHARED_MEMORY;

    /** Those of a worker whose properties are all seen. A page store has no tiers. */
    public static List<StorageTier> of(Container worker) {
        return worker.get(ALL);
    }

    private static List<StorageTier> read(Container worker) {
        JvmOptions properties = worker.options();
        boolean pages = properties
                .get(PropertyKeys.WORKER_BLOCK_STORE_TYPE)
                .filter(type -> type.value().equalsIgnoreCase("PAGE"))
                .isPresent();
        List<StorageTier> tiers = new ArrayList<>();
        for (int level = 0; !pages && level < levels(properties); level++) {
            tiers.addAll(ofLevel(worker, properties, level));
        }
        return tiers;
    }

    private static int levels(JvmOptions properties) {
        return properties
                .get(PropertyKeys.WORKER_TIERED_STORE_LEVELS)
                .map(Property::value)
                .filter(LEVELS::contains)
                .map(Integer::parseInt)
                .orElse(1);
    }

    private static List<StorageTier> ofLevel(Container worker, JvmOptions properties, int level) {
        Optional<Property> paths =
                properties.get(PropertyKeys.WORKER_TIERED_STORE_LEVEL_PREFIX + level + PropertyKeys.DIRS_PATH_SUFFIX);
        Optional<Property> quotas = properties
                .get(PropertyKeys.WORKER_TIERED_STORE_LEVEL_PREFIX + level + ".dirs.quota")
                .or(() -> level == 0
                        ? properties.first(PropertyKeys.WORKER_RAMDISK_SIZE, PropertyKeys.WORKER_MEMORY_SIZE)
                        : Optional.empty());
        List<StorageTier> tiers = new ArrayList<>();
        List<String> eachQuota =
                quotas.map(q -> List.of(q.value().split(",", -1))).orElse(List.of());
        String quotaKey = quotas.map(Property::key).orElse("");
        String[] all = paths.map(Property::value)
                .orElse(level == 0 ? byDefault(worker) : "")
                .split(",", -1);
        for (int i = 0; i < all.length; i++) {
            String path = ContainerPath.normalize(all[i].strip());
            if (path.startsWith("/")) {
                tiers.add(tier(worker, level, path, quotaOf(quotaKey, eachQuota, i)));
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

    /** With the property; "" when it is not set. */
    private static String quotaOf(String key, List<String> each, int index) {
        return each.isEmpty()
                ? ""
                : key + "=" + each.get(Math.min(index, each.size() - 1)).strip();
    }

    private static StorageTier tier(Container worker, int level, String path, String quota) {
        return new StorageTier(
                level,
                path,
                MemorySize.ofAlluxio(quota.substring(quota.indexOf('=') + 1)),
                MessageText.cut(quota),
                worker.mountOf(path));
    }

    /**
     * Whether a worker checks at its start that the file system of this directory is as large as its quota, if it is a tmpfs:
     * of a level with the alias MEM and one directory. Source: {@code DefaultStorageTier.checkEnoughMemSpace} of 2.7.3 and 2.9.6,
     * {@code StorageTier} of 2.2.0.
     */
    public boolean isSizeChecked(Container worker) {
        boolean memory = worker.options()
                .get(PropertyKeys.WORKER_TIERED_STORE_LEVEL_PREFIX + level + ".alias")
                .map(alias -> alias.value().equals("MEM"))
                .orElse(level == 0 && worker.hasDefaults());
        boolean usual = worker.options().get(PropertyKeys.WORKER_DATA_FOLDER).isEmpty();
        return memory
                && usual
                && Iterables.filter(of(worker), tier -> tier.level == level).size() == 1;
    }

    /** The volume that it is on. */
    public Optional<Volume> volume() {
        return mount.flatMap(ContainerMount::volume);
    }

    /** The tiers that are on each of the volumes, in the order of the tiers. */
    public static Map<Volume, List<StorageTier>> byVolume(List<StorageTier> tiers) {
        Map<Volume, List<StorageTier>> byVolume = new LinkedHashMap<>();
        tiers.forEach(tier -> tier.volume()
                .ifPresent(volume ->
                        byVolume.computeIfAbsent(volume, _ -> new ArrayList<>()).add(tier)));
        return byVolume;
    }

    /** What all of these may fill; empty when one of them is not known. */
    public static Optional<Long> bytes(List<StorageTier> tiers) {
        long sum = 0;
        for (StorageTier tier : tiers) {
            if (tier.bytes().isEmpty()) {
                return Optional.empty();
            }
            long more = tier.bytes().get();
            sum = sum > Long.MAX_VALUE - more ? Long.MAX_VALUE : sum + more;
        }
        return Optional.of(sum);
    }

    /** Of an emptyDir. */
    public static Optional<Long> sizeLimit(Volume volume) {
        return volume.source().at("sizeLimit").exists()
                ? MemorySize.ofKubernetes(volume.source().at("sizeLimit").shown())
                : Optional.empty();
    }
}
