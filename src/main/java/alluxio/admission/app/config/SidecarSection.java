package alluxio.admission.app.config;

import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.FuseSecurity;
import alluxio.admission.model.configuration.ResourceRequirements;
import alluxio.admission.model.configuration.SidecarSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of {@code fuse} that are about the sidecar. They may be in a profile of mode host, too: with {@code fuse.modes}
 * its pods may choose the sidecar.
 */
final class SidecarSection {
    private static final String MEMORY = "memory";

    private SidecarSection() {}

    static SidecarSettings read(ConfigMapping fuse, Set<FuseMode> modes) {
        Optional<ConfigNode> image = modes.contains(FuseMode.SIDECAR)
                ? fuse.require("image", "the image of Alluxio that the sidecar runs")
                : fuse.get("image");
        ResourceRequirements resources = fuse.get("resources")
                .map(n -> ResourceSection.read(n, SidecarSettings.DEFAULT_RESOURCES))
                .orElse(SidecarSettings.DEFAULT_RESOURCES);
        fuse.get("resources").ifPresent(n -> checkMemory(n, resources.limits()));
        return new SidecarSettings(
                image.flatMap(n -> n.text(ValueFormat.IMAGE)),
                fuse.get("alluxioPath").flatMap(n -> n.text(ValueFormat.PATH)).orElse("/"),
                fuse.get("options").map(n -> n.texts(ValueFormat.OPTION)).orElse(SidecarSettings.DEFAULT_OPTIONS),
                resources,
                fuse.get("imagePullSecrets")
                        .map(n -> n.texts(ValueFormat.DNS_NAME))
                        .orElse(List.of()),
                fuse.get("securityContext").map(FuseSecuritySection::read).orElse(FuseSecurity.DEFAULT));
    }

    private static void checkMemory(ConfigNode node, Map<String, String> limits) {
        String memory = limits.get(MEMORY);
        node.check(
                memory == null || ResourceRequirements.isMore(memory, SidecarSettings.MEMORY_OF_JVM),
                "the memory limit " + memory
                        + " is too small: the sidecar has a heap of 1Gi and direct memory of 2Gi; it "
                        + "must be more than 3Gi, such as 4Gi");
    }
}
