package alluxio.admission.app.config;

import alluxio.admission.manifest.yaml.PositionedNode;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.FuseSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code fuse}: Alluxio as a file system of the pod. */
final class FuseSection {
    private static final AllowedValues<FuseMode> MODES = AllowedValues.of(FuseMode.values());

    private FuseSection() {}

    /** @param modes that pods may choose, the profile's own among them */
    record FuseWithModes(FuseSettings fuse, Set<FuseMode> modes) {}

    static Optional<FuseWithModes> read(ConfigNode node, Requirement requirement) {
        return node.fields(
                        "mode",
                        "modes",
                        "hostPath",
                        "mountPath",
                        "directory",
                        "image",
                        "alluxioPath",
                        "options",
                        "resources",
                        "imagePullSecrets",
                        "securityContext")
                .map(fields -> fuse(fields, requirement));
    }

    private static FuseWithModes fuse(ConfigMapping fields, Requirement requirement) {
        FuseMode mode = fields.get("mode").flatMap(n -> n.oneOf(MODES)).orElse(FuseMode.HOST);
        Set<FuseMode> modes = modes(fields, mode);
        // What a sidecar mounts, and where, is never discovered.
        Requirement needed = mode == FuseMode.SIDECAR ? Requirement.WRITTEN : requirement;
        return new FuseWithModes(fuse(fields, needed, mode, modes), modes);
    }

    /** The modes that pods may choose. The profile's own must be among them: it is what a pod without the annotation gets. */
    private static Set<FuseMode> modes(ConfigMapping fields, FuseMode mode) {
        Set<FuseMode> modes = EnumSet.noneOf(FuseMode.class);
        fields.get("modes").ifPresent(node -> {
            List<FuseMode> all = node.list(item -> item.oneOf(MODES)
                    .filter(each -> item.check(
                            modes.add(each), ConfigNode.quoted(AllowedValues.name(each)) + " is there twice")));
            boolean readable = node.node() instanceof PositionedNode.Sequence sequence
                    && sequence.items().size() == all.size();
            node.check(
                    !readable || modes.contains(mode),
                    "does not have " + ConfigNode.quoted(AllowedValues.name(mode))
                            + ", the mode of this profile, which pods that do not say get; add it, or change mode");
        });
        modes.add(mode);
        return modes;
    }

    private static FuseSettings fuse(
            ConfigMapping fields, Requirement requirement, FuseMode mode, Set<FuseMode> modes) {
        return new FuseSettings(
                mode,
                hostPath(fields, requirement, modes).flatMap(n -> n.text(ValueFormat.PATH)),
                requirement
                        .get(fields, "mountPath", "where the parent of the mount point is in the pod")
                        .flatMap(n -> n.text(ValueFormat.PATH_BELOW_ROOT))
                        .orElse("/"),
                requirement
                        .get(fields, "directory", "the name of the mount point below hostPath")
                        .flatMap(n -> n.text(ValueFormat.PATH_SEGMENT))
                        .orElse(""),
                SidecarSection.read(fields, modes));
    }

    /** Allowed without mode host, too: the cluster may have a daemon that the pods of this profile do not use. */
    private static Optional<ConfigNode> hostPath(ConfigMapping fields, Requirement requirement, Set<FuseMode> modes) {
        return modes.contains(FuseMode.HOST)
                ? requirement.get(fields, "hostPath", "the parent of the daemon's mount point on the node")
                : fields.get("hostPath");
    }
}
