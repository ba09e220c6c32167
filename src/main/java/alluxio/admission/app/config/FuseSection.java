package alluxio.admission.app.config;

import alluxio.admission.model.Profile.Fuse;
import alluxio.admission.model.Profile.FuseMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code fuse}: Alluxio as a file system of the pod. */
final class FuseSection {
    private FuseSection() {}

    static Optional<Fuse> read(ConfigNode node) {
        return node.fields(
                        "mode",
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

    private static Fuse fuse(Fields fields) {
        FuseMode mode = fields.get("mode").flatMap(n -> n.oneOf(modes())).orElse(FuseMode.HOST);
        return new Fuse(
                mode,
                hostPath(fields, mode).flatMap(n -> n.text(Syntax.PATH)),
                fields.require("mountPath", "where the parent of the mount point is in the pod")
                        .flatMap(n -> n.text(Syntax.PATH_BELOW_ROOT))
                        .orElse("/"),
                fields.require("directory", "the name of the mount point below hostPath")
                        .flatMap(n -> n.text(Syntax.PATH_SEGMENT))
                        .orElse(""),
                SidecarSection.read(fields, mode));
    }

    /** A pod may ask for mode host by itself, so in mode sidecar it is allowed, too. */
    private static Optional<ConfigNode> hostPath(Fields fields, FuseMode mode) {
        return mode == FuseMode.SIDECAR
                ? fields.get("hostPath")
                : fields.require("hostPath", "the parent of the daemon's mount point on the node");
    }

    private static Map<String, FuseMode> modes() {
        Map<String, FuseMode> words = new LinkedHashMap<>();
        words.put("host", FuseMode.HOST);
        words.put("sidecar", FuseMode.SIDECAR);
        return words;
    }
}
