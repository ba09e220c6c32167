package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.ConfigurationFiles;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of values in the chart's README; to write it anew, set GOLDEN_UPDATE=1. */
@DisplayName("values.yaml")
class ValuesDocumentTest {
    private static final Path README = Chart.FOLDER.resolve("README.md");
    private static final Path VALUES = Chart.FOLDER.resolve("values.yaml");
    private static final Path SCHEMA = Chart.FOLDER.resolve("values.schema.json");
    private static final String HEAD = "| value | default | meaning |\n|---|---|---|\n";
    private static final Pattern LINE = Pattern.compile("( *)(?:# (.*)|([A-Za-z]+):(.*))");

    /** A value, or a whole mapping that is described as one. */
    private record Value(String path, String byDefault, String meaning) {}

    @Test
    @DisplayName("has a comment for each value, of which the table in the README is made")
    void theReadmeIsUpToDate() throws IOException {
        StringBuilder table = new StringBuilder(HEAD);
        for (Value value : values()) {
            table.append("| `" + value.path() + "` | " + value.byDefault() + " | "
                    + value.meaning().replace("|", "\\|") + " |\n");
        }
        String readme = Files.readString(README);
        int begin = readme.indexOf(HEAD);
        int end = readme.indexOf("\n\n", begin) + 1;
        String wanted = readme.substring(0, begin) + table + readme.substring(end);
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(README, wanted);
        }
        assertThat(Files.readString(README)).isEqualTo(wanted);
    }

    @Test
    @DisplayName("has every value of the schema, and the schema every one of its values")
    void theSchemaKnowsTheSame() throws IOException {
        JsonNode values = yaml(Files.readString(VALUES));
        Set<String> differences = new TreeSet<>();
        compare(values, JsonMapper.shared().readTree(Files.readString(SCHEMA)), "", differences);
        assertThat(differences).containsExactly(".global");
        assertThat(values().size()).isGreaterThan(60);
    }

    @Test
    @DisplayName("has no profile, so that nothing counts as written that was not")
    void theConfigurationIsEmpty() throws IOException {
        JsonNode map = Chart.ofKind(Chart.render(Chart.RELEASE), "ConfigMap").getFirst();
        JsonNode configuration = yaml(map.at("/data/config.yaml").asString());
        assertThat(configuration).isEqualTo(yaml(Files.readString(VALUES)).path("config"));
        assertThat(configuration.propertyNames()).containsExactlyInAnyOrder("apiVersion", "kind");
    }

    @Test
    @DisplayName("shows as a profile what the server has built in, and looks where the server does")
    void theExampleIsTheDefault() throws IOException {
        String profile = Files.readAllLines(VALUES).stream()
                .dropWhile(line -> !line.equals("  # profiles:"))
                .takeWhile(line -> line.startsWith("  # "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n"));
        assertThat(yaml(profile).path("profiles"))
                .isEqualTo(yaml(ConfigurationFiles.defaults()).path("profiles"));
        assertThat(Chart.texts(yaml(Files.readString(VALUES)).at("/discovery/hostPaths")))
                .isEqualTo(DiscoverySettings.DEFAULT_HOST_PATHS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"discovery", "config.discovery"})
    @DisplayName("become the configuration's discovery, wherever they are written")
    void discoveryIsConfigured(String value) {
        JsonNode map = Chart.ofKind(
                        Chart.render(Chart.RELEASE, value + ".namespaces=[\"a\",\"b\"]", value + ".pods=true"),
                        "ConfigMap")
                .getFirst();
        JsonNode discovery = yaml(map.at("/data/config.yaml").asString()).path("discovery");
        assertThat(Chart.texts(discovery.path("namespaces"))).containsExactly("a", "b");
        assertThat(Chart.texts(discovery.path("hostPaths"))).isEqualTo(DiscoverySettings.DEFAULT_HOST_PATHS);
        assertThat(discovery.path("pods").asBoolean()).isTrue();
    }

    private static void compare(JsonNode value, JsonNode schema, String path, Set<String> differences) {
        JsonNode properties = schema.path("properties");
        if (!properties.isObject() || path.equals(".config") || path.equals(".resources")) {
            return;
        }
        Set<String> names = new TreeSet<>(value.propertyNames());
        names.addAll(properties.propertyNames());
        for (String name : names) {
            if (!value.has(name) || !properties.has(name)) {
                differences.add(path + "." + name);
            } else {
                compare(value.path(name), properties.path(name), path + "." + name, differences);
            }
        }
    }

    private static List<Value> values() throws IOException {
        List<Value> values = new ArrayList<>();
        List<String> path = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        int described = Integer.MAX_VALUE;
        for (String line : Files.readAllLines(VALUES)) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                comment.clear();
                continue;
            }
            int depth = matcher.group(1).length() / 2;
            if (depth > described) {
                continue;
            }
            described = Integer.MAX_VALUE;
            if (matcher.group(2) != null) {
                comment.add(matcher.group(2));
                continue;
            }
            path.subList(Math.min(depth, path.size()), path.size()).clear();
            path.add(matcher.group(3));
            String given = matcher.group(4).strip();
            if (!given.isEmpty() || !comment.isEmpty()) {
                assertThat(comment).as("a comment above " + path).isNotEmpty();
                described = given.isEmpty() || given.equals("{}") ? depth : described;
                values.add(new Value(
                        String.join(".", path),
                        given.isEmpty() ? "as below" : "`" + given + "`",
                        String.join(" ", comment)));
            }
            comment.clear();
        }
        return values;
    }

    private static JsonNode yaml(String text) {
        return new KubeYaml().read(text, "yaml").getFirst().content();
    }
}
