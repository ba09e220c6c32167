package alluxio.admission.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.yaml.KubeYaml;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Single faults in manifests that work: those of deploy/examples, which run on the node in other tests, and those of
 * {@code seeded/*.yaml}. {@code seeded/faults.yaml} lists them, {@code seeded/near-misses.yaml} changes that are none.
 */
@DisplayName("In manifests that work")
public class SeededFaultsTest {
    private static final Path FOLDER = Path.of("test/resources/seeded");
    private static final Path EXAMPLES = Path.of("../deploy/examples");

    /**
     * @param base files of manifests, seen together
     * @param object {@code Kind/name} of the one that is changed
     * @param rule that must find it; "" for a near miss
     * @param path where
     */
    record Change(String name, List<String> base, String object, JsonNode patch, String rule, String path) {
        static Change of(JsonNode json) {
            return new Change(
                    json.path("name").asString(),
                    json.path("base").valueStream().map(JsonNode::asString).toList(),
                    json.path("object").asString(),
                    json.path("patch"),
                    json.path("rule").asString(""),
                    json.path("path").asString(""));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a finding is about. */
    record Found(String severity, String rule, String object, String path) {
        static Found of(JsonNode json) {
            return new Found(
                    json.path("severity").asString(),
                    json.path("rule").asString(),
                    json.at("/object/kind").asString() + "/"
                            + json.at("/object/name").asString(),
                    json.path("path").asString(""));
        }
    }

    static Stream<Change> faults() throws IOException {
        return changes("faults.yaml");
    }

    static Stream<Change> nearMisses() throws IOException {
        return changes("near-misses.yaml");
    }

    private static Stream<Change> changes(String file) throws IOException {
        return new KubeYaml()
                .read(Files.readString(FOLDER.resolve(file)), file).stream()
                        .flatMap(document -> document.content().path("changes").valueStream())
                        .map(Change::of);
    }

    @ParameterizedTest
    @MethodSource("faults")
    @DisplayName("each fault is found, at its place, and nothing else is refused")
    void found(Change fault) throws IOException {
        Set<Found> found = new HashSet<>(validate(fault.base(), fault));
        found.removeAll(validate(fault.base(), null));
        assertThat(found)
                .anyMatch(f -> f.rule().equals(fault.rule()) && f.path().equals(fault.path()));
        assertThat(found)
                .filteredOn(f -> f.severity().equals("deny"))
                .allMatch(f -> f.rule().equals(fault.rule()));
    }

    @ParameterizedTest
    @MethodSource("nearMisses")
    @DisplayName("a change that is no fault brings no finding")
    void nothingNew(Change nearMiss) throws IOException {
        Set<Found> found = new HashSet<>(validate(nearMiss.base(), nearMiss));
        found.removeAll(validate(nearMiss.base(), null));
        assertThat(found).isEmpty();
    }

    @Test
    @DisplayName(
            "there are at least 100 faults and 20 near misses, no two of the same name, and the manifests are not refused")
    void enough() throws IOException {
        List<String> names =
                Stream.concat(faults(), nearMisses()).map(Change::name).toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(faults()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(nearMisses()).hasSizeGreaterThanOrEqualTo(20);
        for (List<String> base : Stream.concat(faults(), nearMisses())
                .map(Change::base)
                .distinct()
                .toList()) {
            assertThat(validate(base, null))
                    .as("%s", base)
                    .noneMatch(f -> f.severity().equals("deny"));
        }
    }

    private static List<Found> validate(List<String> base, @Nullable Change change) throws IOException {
        List<String> texts = new ArrayList<>();
        boolean changed = change == null;
        for (String file : base) {
            Path path = FOLDER.resolve(file);
            String text = Files.readString(Files.exists(path) ? path : EXAMPLES.resolve(file));
            for (KubeYaml.Document document : new KubeYaml().read(text, file)) {
                JsonNode object = document.content();
                if (change != null && change.object().equals(name(object))) {
                    object = JsonPatch.apply(change.patch(), (ObjectNode) object);
                    changed = true;
                }
                texts.add(JsonMapper.shared().writeValueAsString(object));
            }
        }
        assertThat(changed).as("there is an object %s", change).isTrue();
        return RuleExamples.validate(String.join("\n---\n", texts)).stream()
                .map(Found::of)
                .toList();
    }

    /** The object of each fault as the fault makes it, by the fault's name. */
    public static Map<String, JsonNode> changedObjects() {
        Map<String, JsonNode> objects = new LinkedHashMap<>();
        try {
            for (Change fault : faults().toList()) {
                for (String file : fault.base()) {
                    Path path = FOLDER.resolve(file);
                    String text = Files.readString(Files.exists(path) ? path : EXAMPLES.resolve(file));
                    new KubeYaml()
                            .read(text, file).stream()
                                    .map(KubeYaml.Document::content)
                                    .filter(object -> fault.object().equals(name(object)))
                                    .forEach(object -> objects.put(
                                            fault.name(), JsonPatch.apply(fault.patch(), (ObjectNode) object)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }

    private static String name(JsonNode object) {
        return object.path("kind").asString("") + "/"
                + object.at("/metadata/name").asString("");
    }
}
