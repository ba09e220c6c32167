package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.MountRequest;
import alluxio.admission.injector.patch.VolumeRequest;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Lazy;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.ImageReference;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import java.util.Map;

/**
 * The client properties as a file, {@code /etc/alluxio/alluxio-site.properties}. The text is an annotation of the pod, which the
 * kubelet writes into a downward-API volume, so no ConfigMap is needed in the pod's namespace. One file for each pod.
 */
final class ClientPropertiesFile {
    private static final String PATH = AlluxioPaths.ETC + "/" + AlluxioPaths.SITE_PROPERTIES;

    /** The text, made when the first container needs it: all features have added their properties by then. */
    private final Lazy<String> text;

    ClientPropertiesFile(Injection injection) {
        this.text = new Lazy<>(() -> render(ClientProperties.forSharedFile(injection)));
    }

    /**
     * Mounts the file in a container.
     *
     * @param reason why the container gets a file rather than a variable, for messages
     */
    void mount(Injection injection, PodElement container, String reason) {
        String name = "container \"" + container.text("name") + "\"";
        if (ImageReference.parse(container.text("image")).isAlluxio()) {
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
                                    + ": none, and the properties in " + JavaOptionVariables.ALL_ROLES
                                    + " of the container");
            return;
        }
        VolumeRequest volume = new VolumeRequest(
                "alluxio-client-properties",
                new VolumeSource.AnnotationFile(Keys.CLIENT_PROPERTIES, AlluxioPaths.SITE_PROPERTIES),
                "client-options file",
                "set " + Keys.CLIENT_OPTIONS + ": none");
        if (!injection.mounts().mount(container, MountRequest.file(volume, PATH, AlluxioPaths.SITE_PROPERTIES))) {
            return;
        }
        annotate(injection, text.get());
        injection
                .report()
                .inform(
                        "client-properties-file",
                        name + " gets its properties from " + PATH + ", because " + reason
                                + "; an " + AlluxioPaths.SITE_PROPERTIES + " in " + AlluxioPaths.CONF
                                + " or ~/.alluxio of the image hides it");
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

    /** The text in the format of {@link java.util.Properties}, without the date that {@code store} writes. */
    static String render(Map<String, String> properties) {
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
