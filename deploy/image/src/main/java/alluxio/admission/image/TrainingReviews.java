package alluxio.admission.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The requests of a training run: the pods that the command try shows, and the Alluxio of the examples. */
final class TrainingReviews {
    private static final String PODS = "alluxio/admission/app/demo/";

    /**
     * A request.
     *
     * @param path on the server
     */
    record Review(String path, String body) {}

    private TrainingReviews() {}

    /** @param examples folder with manifests of an Alluxio */
    static List<Review> of(Path jar, Path examples) throws IOException {
        List<Review> reviews = new ArrayList<>();
        for (JsonNode pod : pods(jar)) {
            reviews.add(review("/mutate", pod));
            reviews.add(review("/mutate/namespace", pod));
        }
        for (JsonNode object : objects(examples)) {
            reviews.add(review("/validate", object));
        }
        if (reviews.stream().map(Review::path).distinct().count() != 3) {
            throw new ImageException("Nothing to train with in " + jar + " or in " + examples);
        }
        return reviews;
    }

    private static List<JsonNode> pods(Path jar) throws IOException {
        List<JsonNode> pods = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (var entry : (Iterable<java.util.jar.JarEntry>) file.stream()::iterator) {
                if (entry.getName().startsWith(PODS) && entry.getName().endsWith(".yaml")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        pods.addAll(documents(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                    }
                }
            }
        }
        return pods.stream().flatMap(document -> pod(document).stream()).toList();
    }

    /** The document itself, or what is made of its template. */
    private static Optional<JsonNode> pod(JsonNode document) {
        if (document.path("kind").stringValue("").equals("Pod")) {
            return Optional.of(document);
        }
        if (!(document.at("/spec/template") instanceof ObjectNode template)) {
            return Optional.empty();
        }
        ObjectNode pod = template.deepCopy().put("apiVersion", "v1").put("kind", "Pod");
        pod.withObjectProperty("metadata").put("generateName", "training-");
        return Optional.of(pod);
    }

    private static List<JsonNode> objects(Path examples) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        try (Stream<Path> files = Files.list(examples)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                objects.addAll(documents(Files.readString(file)));
            }
        }
        return objects.stream().filter(object -> object.has("spec")).toList();
    }

    private static List<JsonNode> documents(String text) {
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
            documents.add(JsonMapper.shared().valueToTree(document));
        }
        return documents;
    }

    private static Review review(String path, JsonNode object) {
        String apiVersion = object.path("apiVersion").stringValue("v1");
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        String version = apiVersion.substring(slash + 1);
        String kind = object.path("kind").stringValue("");
        ObjectNode review = JsonMapper.shared().createObjectNode();
        review.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
        ObjectNode request = review.putObject("request");
        request.put(
                        "uid",
                        UUID.nameUUIDFromBytes(object.toString().getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("operation", "CREATE")
                .put("namespace", "training")
                .put("dryRun", false);
        request.putObject("kind").put("group", group).put("version", version).put("kind", kind);
        request.putObject("resource")
                .put("group", group)
                .put("version", version)
                .put("resource", kind.toLowerCase(java.util.Locale.ROOT) + "s");
        request.putObject("userInfo").put("username", "system:serviceaccount:kube-system:replicaset-controller");
        request.set("object", object);
        return new Review(path, review.toString());
    }
}
