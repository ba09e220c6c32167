package alluxio.admission.app.config;

import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.SidecarSettings;
import alluxio.admission.model.kube.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys of {@code fuse} that are about the sidecar. They may be in a profile of mode host, too: with {@code fuse.modes}
 * its pods may choose the sidecar.
 */
final class SidecarSection {
    private static final String MEMORY = "memory";

    /** A heap of 1 GiB, which Alluxio's scripts set, and direct memory of 2 GiB, which the sidecar is started with. */
    private static final Quantity LEAST_MEMORY = Quantity.parse("3Gi").orElseThrow();

    private SidecarSection() {}

    static SidecarSettings read(ConfigMapping fuse, Set<FuseMode> modes) {
        Optional<ConfigNode> image = modes.contains(FuseMode.SIDECAR)
                ? fuse.require("image", "the image of Alluxio that the sidecar runs")
                : fuse.get("image");
        Optional<ConfigNode> resources = fuse.get("resources");
        SortedMap<String, String> limits = new TreeMap<>();
        SortedMap<String, String> requests = new TreeMap<>();
        resources.flatMap(n -> n.fields("limits", "requests")).ifPresent(fields -> {
            amounts(fields, "limits", limits);
            amounts(fields, "requests", requests);
        });
        resources.ifPresent(n -> checkMemory(n, limits));
        boolean given = !limits.isEmpty() || !requests.isEmpty();
        return new SidecarSettings(
                image.flatMap(n -> n.text(ValueFormat.IMAGE)),
                fuse.get("alluxioPath").flatMap(n -> n.text(ValueFormat.PATH)).orElse("/"),
                fuse.get("options").map(n -> n.texts(ValueFormat.OPTION)).orElse(SidecarSettings.DEFAULT_OPTIONS),
                given ? limits : new TreeMap<>(SidecarSettings.DEFAULT_LIMITS),
                given ? requests : new TreeMap<>(SidecarSettings.DEFAULT_REQUESTS),
                fuse.get("imagePullSecrets")
                        .map(n -> n.texts(ValueFormat.DNS_NAME))
                        .orElse(List.of()));
    }

    private static void amounts(ConfigMapping resources, String key, Map<String, String> amounts) {
        resources
                .get(key)
                .ifPresent(n -> n.eachEntry(
                        ValueFormat.ANY,
                        (name, amount) ->
                                amount.anyText(ValueFormat.QUANTITY).ifPresent(text -> amounts.put(name, text))));
    }

    private static void checkMemory(ConfigNode node, Map<String, String> limits) {
        String memory = limits.get(MEMORY);
        node.check(
                memory == null || isMoreThanLeast(memory),
                "the memory limit " + memory
                        + " is too small: the sidecar has a heap of 1Gi and direct memory of 2Gi; it "
                        + "must be more than 3Gi, such as 4Gi");
    }

    /** Whether it is enough. A text with more digits than any quantity needs is certainly more. */
    private static boolean isMoreThanLeast(String memory) {
        return Quantity.parse(memory)
                .map(amount -> amount.compareTo(LEAST_MEMORY) > 0)
                .orElse(true);
    }
}
