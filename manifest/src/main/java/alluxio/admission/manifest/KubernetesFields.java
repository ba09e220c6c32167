package alluxio.admission.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import alluxio.admission.model.kube.GroupVersionKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The fields of Kubernetes' own kinds, as far as manifests have them: names, and the type of what is below. From the OpenAPI
 * document of one version, reduced to the kinds that are read here; a test generates the resource.
 *
 * <p>A line of it is {@code TYPE FIELD FIELD:TYPE …}; one that begins with {@code =} names the type of a kind:
 * {@code =apps/v1/DaemonSet TYPE}.
 */
final class KubernetesFields {
    /** The name of the resource, in this package. */
    static final String RESOURCE = "kubernetes-fields.txt";

    private final Map<String, Map<String, String>> types;
    private final Map<String, String> kinds;

    private KubernetesFields(Map<String, Map<String, String>> types, Map<String, String> kinds) {
        this.types = types;
        this.kinds = kinds;
    }

    static KubernetesFields load() {
        try (InputStream resource = Objects.requireNonNull(KubernetesFields.class.getResourceAsStream(RESOURCE))) {
            return parse(new String(resource.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KubernetesFields parse(String text) {
        Map<String, Map<String, String>> types = new HashMap<>();
        Map<String, String> kinds = new HashMap<>();
        for (String line : text.lines().toList()) {
            List<String> words = List.of(line.split(" ", -1));
            if (line.startsWith("=")) {
                kinds.put(words.getFirst().substring(1), words.getLast());
            } else if (!line.startsWith("#")) {
                Map<String, String> fields = new LinkedHashMap<>();
                words.stream().skip(1).forEach(word -> {
                    int colon = word.indexOf(':');
                    fields.put(colon < 0 ? word : word.substring(0, colon), colon < 0 ? "" : word.substring(colon + 1));
                });
                types.put(words.getFirst(), fields);
            }
        }
        return new KubernetesFields(types, kinds);
    }

    /** The type of a kind; empty for one, or for a version of one, that is not here. */
    Optional<String> typeOf(GroupVersionKind kind) {
        String group = kind.group().isEmpty() ? "" : kind.group() + "/";
        return Optional.ofNullable(kinds.get(group + kind.version() + "/" + kind.kind()));
    }

    /** The fields of a type, with the type of each, "" where nothing is known of what is below. */
    Map<String, String> of(String type) {
        return types.getOrDefault(type, Map.of());
    }
}
