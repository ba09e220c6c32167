package alluxio.admission.injector.patch;

import alluxio.admission.model.kube.ContainerPath;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The source of an injected volume. Two sources are the same if a container sees the same files, whatever fields the API server
 * has added.
 */
public sealed interface VolumeSource {
    /** File mode 0444, in decimal as in the API. */
    int READABLE = 292;

    /** The volume as it is written into the pod. */
    ObjectNode toVolume(String name);

    /** Whether a volume of the pod has the same source. */
    boolean matches(JsonNode volume);

    /** For messages: {@code hostPath /tmp/alluxio-domain}. */
    String describe();

    /**
     * A directory of the node.
     *
     * @param path normalised
     * @param type {@link #DIRECTORY}, except for a worker's volume
     */
    record HostPath(String path, String type) implements VolumeSource {
        /**
         * The only type for clients. DirectoryOrCreate, and with containerd the empty type, too, leave a directory behind that
         * belongs to root, in which a worker that starts later cannot create its socket.
         */
        public static final String DIRECTORY = "Directory";

        /** For workers, whose pods get an init container that changes the directory's owner. */
        public static final String DIRECTORY_OR_CREATE = "DirectoryOrCreate";

        public HostPath(String path) {
            this(path, DIRECTORY);
        }

        @Override
        public ObjectNode toVolume(String name) {
            ObjectNode volume = volume(name);
            volume.putObject("hostPath").put("path", path).put("type", type);
            return volume;
        }

        @Override
        public boolean matches(JsonNode volume) {
            JsonNode existing = volume.path("hostPath").path("path");
            return existing.isString()
                    && ContainerPath.absolute(existing.stringValue()).equals(path);
        }

        @Override
        public String describe() {
            return "hostPath " + path;
        }
    }

    /**
     * A Secret.
     *
     * @param defaultMode of a volume that is added; a volume that is reused may have another
     */
    record Secret(String secretName, int defaultMode) implements VolumeSource {
        @Override
        public ObjectNode toVolume(String name) {
            ObjectNode volume = volume(name);
            volume.putObject("secret").put("secretName", secretName).put("defaultMode", defaultMode);
            return volume;
        }

        @Override
        public boolean matches(JsonNode volume) {
            JsonNode secret = volume.path("secret");
            return secret.path("secretName").stringValue("").equals(secretName)
                    && secret.path("items").isEmpty();
        }

        @Override
        public String describe() {
            return "Secret " + secretName;
        }
    }

    /** A directory that the pod's containers share. It is identified by its name: two emptyDirs are never the same. */
    record EmptyDir(String name) implements VolumeSource {
        @Override
        public ObjectNode toVolume(String volume) {
            ObjectNode node = volume(volume);
            node.putObject("emptyDir");
            return node;
        }

        @Override
        public boolean matches(JsonNode volume) {
            return volume.path("name").stringValue("").equals(name)
                    && volume.path("emptyDir").isObject();
        }

        @Override
        public String describe() {
            return "emptyDir " + name;
        }
    }

    /**
     * A volume that the pod has already, whatever it is. It is never added.
     *
     * @param name of the volume
     * @param type for messages: {@code emptyDir}, {@code claim sockets}
     */
    record OfPod(String name, String type) implements VolumeSource {
        @Override
        public ObjectNode toVolume(String volume) {
            throw new IllegalStateException("volume " + name + " is in the pod");
        }

        @Override
        public boolean matches(JsonNode volume) {
            return volume.path("name").stringValue("").equals(name);
        }

        @Override
        public String describe() {
            return "volume \"" + name + "\" (" + type + ")";
        }
    }

    /** An annotation of the pod as a file, by the downward API. */
    record AnnotationFile(String key, String file) implements VolumeSource {
        @Override
        public ObjectNode toVolume(String name) {
            ObjectNode volume = volume(name);
            ObjectNode api = volume.putObject("downwardAPI").put("defaultMode", READABLE);
            ObjectNode item = api.putArray("items").addObject().put("path", file);
            item.putObject("fieldRef").put("apiVersion", "v1").put("fieldPath", fieldPath());
            return volume;
        }

        @Override
        public boolean matches(JsonNode volume) {
            return volume.path("downwardAPI").path("items") instanceof ArrayNode items
                    && items.size() == 1
                    && items.get(0).path("path").stringValue("").equals(file)
                    && items.get(0)
                            .path("fieldRef")
                            .path("fieldPath")
                            .stringValue("")
                            .equals(fieldPath());
        }

        @Override
        public String describe() {
            return "annotation " + key;
        }

        private String fieldPath() {
            return "metadata.annotations['" + key + "']";
        }
    }

    private static ObjectNode volume(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }
}
