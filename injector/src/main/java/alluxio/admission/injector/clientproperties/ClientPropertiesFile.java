package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.VolumeMounts.Mount;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.patch.Volumes.Wanted;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Lazy;
import alluxio.admission.model.alluxio.AlluxioImage;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import java.util.Map;

/**
 * The properties as {@code /etc/alluxio/alluxio-site.properties}. The text is an annotation of the pod, which the
 * kubelet writes into a downward-API volume: so no ConfigMap is needed in the pod's namespace. One for each pod.
 */
public final class ClientPropertiesFile {
    private static final String PATH = AlluxioPaths.ETC + "/" + AlluxioPaths.SITE_PROPERTIES;

    /** The text for the pod, made when the first container needs it. All features have had their turn by then. */
    private final Lazy<String> text;

    ClientPropertiesFile(Injection injection) {
        this.text = new Lazy<>(() -> render(ClientProperties.ofPod(injection)));
    }

    void give(Injection injection, PodElement container, String reason) {
        String name = "container \"" + container.text("name") + "\"";
        if (AlluxioImage.parse(container.text("image")).isAlluxio()) {
            injection
                    .report()
                    .conflict(
                            "inject-client-options",
                            container.fieldOf("image"),
                            name + " runs image "
                                    + Excerpt.of(container.text("image")) + ", whose own " + AlluxioPaths.CONF
                                    + " hides "
                                    + PATH + ", and "
                                    + reason
                                    + "; set the annotation " + Keys.CLIENT_OPTIONS
                                    + ": none and give it " + JavaOptionVariables.ALL_ROLES);
            return;
        }
        Wanted volume = new Wanted(
                "alluxio-client-properties",
                new VolumeSource.Annotation(Keys.CLIENT_PROPERTIES, AlluxioPaths.SITE_PROPERTIES),
                "client-options file",
                "set " + Keys.CLIENT_OPTIONS + ": none");
        if (!injection.mounts().mount(container, new Mount(volume, PATH, true, false, AlluxioPaths.SITE_PROPERTIES))) {
            return;
        }
        annotate(injection, text.get());
        injection
                .report()
                .inform(
                        "client-properties-file",
                        name + " gets its properties from " + PATH + ", because " + reason + "; an "
                                + AlluxioPaths.SITE_PROPERTIES + " in " + AlluxioPaths.CONF
                                + " or ~/.alluxio of its image would hide it");
    }

    private static void annotate(Injection injection, String text) {
        PodElement annotations = injection.patch().annotations();
        if (annotations.text(Keys.CLIENT_PROPERTIES).equals(text)) {
            injection.recorder().present(AdditionKind.ANNOTATIONS, Keys.CLIENT_PROPERTIES, "");
        } else {
            injection
                    .patch()
                    .set(annotations, Keys.CLIENT_PROPERTIES, annotations.node().stringNode(text));
            injection.recorder().added(AdditionKind.ANNOTATIONS, Keys.CLIENT_PROPERTIES, "", Digests.of(text));
        }
    }

    /** As {@link java.util.Properties} reads it, without the date that it would write. */
    public static String render(Map<String, String> properties) {
        StringBuilder text = new StringBuilder();
        properties.forEach((key, value) -> text.append(escape(key, true))
                .append('=')
                .append(escape(value, false))
                .append('\n'));
        return text.toString();
    }

    private static String escape(String text, boolean key) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '\f' -> escaped.append("\\f");
                case ' ' -> escaped.append(key || i == 0 ? "\\ " : " ");
                case ':', '=' -> escaped.append(key ? "\\" + c : String.valueOf(c));
                case '#', '!' -> escaped.append(key && i == 0 ? "\\" + c : String.valueOf(c));
                default -> escaped.append(c < 0x20 || c > 0x7e ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return escaped.toString();
    }
}
