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
                fields.require("hostPath", "the parent of the daemon's mount point on the node")
                        .flatMap(n -> n.text(Syntax.PATH))
                        .orElse("/"),
                fields.require("mountPath", "where that parent is mounted in the pod")
                        .flatMap(n -> n.text(Syntax.PATH_BELOW_ROOT))
                        .orElse("/"),
                fields.require("directory", "the name of the mount point below hostPath")
                        .flatMap(n -> n.text(Syntax.PATH_SEGMENT))
                        .orElse(""),
                SidecarSection.read(fields, mode));
    }

    private static Map<String, FuseMode> modes() {
        Map<String, FuseMode> words = new LinkedHashMap<>();
        words.put("host", FuseMode.HOST);
        words.put("sidecar", FuseMode.SIDECAR);
        return words;
    }
}
