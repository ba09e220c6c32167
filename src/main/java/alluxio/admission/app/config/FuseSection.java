package alluxio.admission.app.config;

import alluxio.admission.model.Profile.Fuse;
import alluxio.admission.model.Profile.FuseMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
        checkSidecar(fields);
        return new Fuse(
                fields.get("mode").flatMap(n -> n.oneOf(modes())).orElse(FuseMode.HOST),
                fields.require("hostPath", "the parent of the daemon's mount point on the node")
                        .flatMap(n -> n.text(Syntax.PATH))
                        .orElse("/"),
                fields.require("mountPath", "where that parent is mounted in the pod")
                        .flatMap(n -> n.text(Syntax.PATH_BELOW_ROOT))
                        .orElse("/"),
                fields.require("directory", "the name of the mount point below hostPath")
                        .flatMap(n -> n.text(Syntax.PATH_SEGMENT))
                        .orElse(""));
    }

    /** What the sidecar will use. */
    private static void checkSidecar(Fields fields) {
        fields.get("image").ifPresent(n -> n.noEffectIf(n.text(Syntax.IMAGE).isPresent()));
        fields.get("alluxioPath")
                .ifPresent(n -> n.noEffectIf(
                        n.text(Syntax.PATH).filter(p -> !p.equals("/")).isPresent()));
        fields.get("options")
                .ifPresent(n -> n.noEffectIf(!n.texts(Syntax.OPTION).isEmpty()));
        fields.get("imagePullSecrets")
                .ifPresent(n -> n.noEffectIf(!n.texts(Syntax.DNS_NAME).isEmpty()));
        fields.get("resources").ifPresent(FuseSection::checkResources);
    }

    private static void checkResources(ConfigNode node) {
        List<String> amounts = new ArrayList<>();
        node.fields("limits", "requests")
                .ifPresent(fields -> List.of("limits", "requests")
                        .forEach(key -> fields.get(key)
                                .ifPresent(n -> n.eachEntry(
                                        Syntax.ANY,
                                        (name, amount) ->
                                                amount.anyText(Syntax.QUANTITY).ifPresent(amounts::add)))));
        node.noEffectIf(!amounts.isEmpty());
    }

    private static Map<String, FuseMode> modes() {
        Map<String, FuseMode> words = new LinkedHashMap<>();
        words.put("host", FuseMode.HOST);
        words.put("sidecar", FuseMode.SIDECAR);
        return words;
    }
}
