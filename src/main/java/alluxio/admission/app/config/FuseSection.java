package alluxio.admission.app.config;

import alluxio.admission.manifest.yaml.PositionedNode;
import alluxio.admission.model.Profile.Fuse;
import alluxio.admission.model.Profile.FuseMode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code fuse}: Alluxio as a file system of the pod. */
final class FuseSection {
    private FuseSection() {}

    /** @param modes that pods may choose, the profile's own among them */
    record Read(Fuse fuse, Set<FuseMode> modes) {}

    static Optional<Read> read(ConfigNode node) {
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
                        "imagePullSecrets")
                .map(FuseSection::fuse);
    }

    private static Read fuse(Fields fields) {
        FuseMode mode = fields.get("mode").flatMap(n -> n.oneOf(words())).orElse(FuseMode.HOST);
        Set<FuseMode> modes = modes(fields, mode);
        return new Read(fuse(fields, mode, modes), modes);
    }

    /** Without the profile's own mode, a pod that does not say could have none. */
    private static Set<FuseMode> modes(Fields fields, FuseMode mode) {
        Set<FuseMode> modes = EnumSet.noneOf(FuseMode.class);
        fields.get("modes").ifPresent(node -> {
            List<FuseMode> all = node.list(item -> item.oneOf(words())
                    .filter(each -> item.check(modes.add(each), ConfigNode.quoted(word(each)) + " is there twice")));
            boolean readable = node.node() instanceof PositionedNode.Sequence sequence
                    && sequence.items().size() == all.size();
            node.check(
                    !readable || modes.contains(mode),
                    "does not have " + ConfigNode.quoted(word(mode))
                            + ", the mode of this profile, which pods that do not say get; add it, or change mode");
        });
        modes.add(mode);
        return modes;
    }

    private static Fuse fuse(Fields fields, FuseMode mode, Set<FuseMode> modes) {
        return new Fuse(
                mode,
                hostPath(fields, modes).flatMap(n -> n.text(Syntax.PATH)),
                fields.require("mountPath", "where the parent of the mount point is in the pod")
                        .flatMap(n -> n.text(Syntax.PATH_BELOW_ROOT))
                        .orElse("/"),
                fields.require("directory", "the name of the mount point below hostPath")
                        .flatMap(n -> n.text(Syntax.PATH_SEGMENT))
                        .orElse(""),
                SidecarSection.read(fields, modes));
    }

    /** Allowed without mode host, too: the daemon may be there, and not for these pods. */
    private static Optional<ConfigNode> hostPath(Fields fields, Set<FuseMode> modes) {
        return modes.contains(FuseMode.HOST)
                ? fields.require("hostPath", "the parent of the daemon's mount point on the node")
                : fields.get("hostPath");
    }

    private static String word(FuseMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, FuseMode> words() {
        Map<String, FuseMode> words = new LinkedHashMap<>();
        words.put("host", FuseMode.HOST);
        words.put("sidecar", FuseMode.SIDECAR);
        return words;
    }
}
