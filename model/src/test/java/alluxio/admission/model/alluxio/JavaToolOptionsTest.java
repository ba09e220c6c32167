package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("JAVA_TOOL_OPTIONS")
class JavaToolOptionsTest {
    private static final String DUMP = """
            public class Dump {
                public static void main(String[] args) {
                    System.getProperties().stringPropertyNames().stream().filter(k -> k.startsWith("test.")).sorted()
                            .forEach(k -> System.out.println(k + "=" + java.util.HexFormat.of().formatHex(
                                    System.getProperty(k).getBytes(java.nio.charset.StandardCharsets.UTF_8))));
                }
            }
            """;

    @Test
    @DisplayName("is read alike by a real JVM and by the parser")
    void realJvm(@TempDir Path folder) throws IOException, InterruptedException {
        Map<String, String> properties = nastyProperties();
        String value = JavaToolOptions.render(properties);
        JavaToolOptions parsed = JavaToolOptions.parse(value).orElseThrow();
        properties.forEach((key, expected) -> assertThat(parsed.property(key)).contains(expected));

        Path source = Files.writeString(folder.resolve("Dump.java"), DUMP);
        ProcessBuilder jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), source.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        jvm.environment().put(JavaToolOptions.NAME, value);
        Process process = jvm.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        StringBuilder expected = new StringBuilder();
        properties.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> expected.append(e.getKey())
                        .append('=')
                        .append(java.util.HexFormat.of().formatHex(e.getValue().getBytes(StandardCharsets.UTF_8)))
                        .append('\n'));
        assertThat(output).isEqualTo(expected.toString());
    }

    private static Map<String, String> nastyProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        List<String> values = List.of(
                "plain",
                "",
                "two words",
                " lead",
                "trail ",
                "it's",
                "say \"x\"",
                "both ' and \" here",
                "tab\there",
                "a=b",
                "-Dx=y",
                "$HOME",
                "\\",
                "a\\b",
                "\"",
                "'",
                "''\"\"",
                "a,b;c");
        for (int i = 0; i < values.size(); i++) {
            properties.put("test.v" + i, values.get(i));
        }
        Random random = new Random(7);
        String alphabet = "ab \t'\"\\$=-";
        for (int i = 0; i < 25; i++) {
            StringBuilder value = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            properties.put("test.r" + i, value.toString());
        }
        return properties;
    }

    @Test
    @DisplayName("with an open quote is no value at all")
    void openQuote() {
        assertThat(JavaToolOptions.parse("-Dx=\"abc")).isEmpty();
        assertThat(JavaToolOptions.parse("-Dx='a\"b'")).isPresent();
    }

    @Test
    @DisplayName("that names a property twice has the last one, as in the JVM")
    void lastWins() {
        JavaToolOptions options =
                JavaToolOptions.parse("-Da=1 -Da=2 -Dab=3 -Dc").orElseThrow();
        assertThat(options.property("a")).contains("2");
        assertThat(options.property("c")).contains("");
        assertThat(options.property("b")).isEqualTo(Optional.empty());
    }

    @Test
    @DisplayName("escapes what the kubelet would expand, and reads it back")
    void dollars() {
        assertThat(JavaToolOptions.escapeDollars("a$(B)$$c")).isEqualTo("a$$(B)$$$$c");
        assertThat(JavaToolOptions.unescapeDollars(JavaToolOptions.escapeDollars("a$(B)$$c")))
                .isEqualTo("a$(B)$$c");
    }
}
