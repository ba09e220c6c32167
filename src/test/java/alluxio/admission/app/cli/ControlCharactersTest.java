package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Random names and values with what terminals obey, through every output. */
@DisplayName("Control characters of manifests")
class ControlCharactersTest {
    private static final int RUNS = 60;

    private static final List<String> NASTY = List.of(
            "\u001b[2J",
            "\u001b]0;title\u0007",
            "\u009b31m",
            "\u202e",
            "\u2066",
            "\u2069",
            "\u200f",
            "\n",
            "\r",
            "\t",
            "\u0007",
            "\u0008",
            "\u007f",
            "\u2028",
            "\u0085",
            "\ufdd0",
            "\ufeff",
            "\ufffe",
            "\udb40\udc41",
            "\u0001",
            "\u001b[31m");

    private static final List<List<String>> COMMANDS = List.of(
            List.of("inject", "-f", "-"),
            List.of("uninject", "-f", "-"),
            List.of("explain", "-f", "-"),
            List.of("explain", "-o", "json", "-f", "-"),
            List.of("validate", "-f", "-"),
            List.of("validate", "-o", "json", "-f", "-"),
            List.of("validate", "-o", "sarif", "-f", "-"),
            List.of("validate", "-o", "junit", "-f", "-"));

    private static String text(Random random, boolean nasty) {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            String piece = NASTY.get(random.nextInt(NASTY.size()));
            text.append(nasty ? piece : "_").append("yz", 0, random.nextInt(3));
        }
        return text.toString();
    }

    /** A pod of Alluxio or of its users, with texts of that kind at every place that a message may quote. */
    private static ObjectNode pod(Random random, boolean nasty) {
        ObjectNode pod = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1");
        pod.put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata");
        metadata.put("name", text(random, nasty)).put("namespace", text(random, nasty));
        metadata.putObject("labels").put("alluxio.io/inject", random.nextBoolean() ? "true" : text(random, nasty));
        ObjectNode annotations = metadata.putObject("annotations");
        for (String key : List.of("features", "containers", "profile", "fuse-path", "client-options", "unknown")) {
            if (random.nextInt(3) == 0) {
                annotations.put("alluxio.io/" + key, text(random, nasty));
            }
        }
        ObjectNode spec = pod.putObject("spec");
        ObjectNode volume = spec.putArray("volumes").addObject().put("name", "alluxio-domain");
        volume.putObject("hostPath").put("path", "/" + text(random, nasty));
        boolean worker = random.nextBoolean();
        ObjectNode container = spec.putArray("containers").addObject();
        container.put("name", worker ? "alluxio-worker" : text(random, nasty));
        container.put("image", worker ? "alluxio/alluxio:2.9.4" : text(random, nasty));
        container
                .putArray("env")
                .addObject()
                .put("name", "ALLUXIO_JAVA_OPTS")
                .put(
                        "value",
                        "-Dalluxio.worker." + text(random, nasty) + "=" + text(random, nasty)
                                + " -Dalluxio.master.hostname=" + text(random, nasty));
        container
                .putArray("volumeMounts")
                .addObject()
                .put("name", text(random, nasty))
                .put("mountPath", "/opt/domain");
        return pod;
    }

    private static Run run(String input, boolean colour, List<String> command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                colour);
        int code = CommandLineApp.run(console, InstantSource.system(), command.toArray(String[]::new));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void assertPrintable(String text, String what) {
        assertThat(text.codePoints()
                        .filter(c -> c != '\n')
                        .filter(c -> switch (Character.getType(c)) {
                            case Character.CONTROL,
                                    Character.FORMAT,
                                    Character.SURROGATE,
                                    Character.LINE_SEPARATOR,
                                    Character.PARAGRAPH_SEPARATOR -> true;
                            default -> c == 0xFDD0 || c == 0xFFFE;
                        })
                        .mapToObj(Integer::toHexString))
                .as(what + "\n" + text)
                .isEmpty();
    }

    @Test
    @DisplayName("reach neither stdout nor stderr, and start no line")
    void visible() {
        for (int seed = 0; seed < RUNS; seed++) {
            String nasty = pod(new Random(seed), true).toString();
            String plain = pod(new Random(seed), false).toString();
            for (List<String> command : COMMANDS) {
                Run run = run(nasty, false, command);
                String what = "seed " + seed + ": " + command;
                assertThat(run.exitCode()).as(what + run.err()).isIn(0, 1, 2);
                assertPrintable(run.out(), what);
                assertPrintable(run.err(), what);
                Run tidy = run(plain, false, command);
                if (tidy.exitCode() == run.exitCode()
                        && run.exitCode() < 2
                        && command.getFirst().equals("validate")) {
                    assertThat(run.out().lines().count())
                            .as(what)
                            .isEqualTo(tidy.out().lines().count());
                }
            }
        }
    }

    @Test
    @DisplayName("colour nothing, although the report is coloured")
    void coloured() {
        for (int seed = 0; seed < RUNS; seed++) {
            String nasty = pod(new Random(seed), true).toString();
            for (List<String> command : COMMANDS) {
                Run colours = run(nasty, true, command);
                Run none = run(nasty, false, command);
                assertThat(colours.out().replaceAll("\u001b\\[(31|32|33|02|01|0)m", ""))
                        .isEqualTo(none.out());
                assertThat(colours.err().replaceAll("\u001b\\[(31|32|33|02|01|0)m", ""))
                        .isEqualTo(none.err());
            }
        }
    }

    @Test
    @DisplayName("are the same text again for a reader of JSON, and JUnit XML stays well-formed")
    void readBack() throws Exception {
        boolean named = false;
        for (int seed = 0; seed < RUNS; seed++) {
            ObjectNode pod = pod(new Random(seed), true);
            String name = pod.path("metadata").path("name").stringValue();
            JsonNode json = JsonMapper.shared()
                    .readTree(run(pod.toString(), false, List.of("validate", "-o", "json", "-f", "-"))
                            .out());
            for (JsonNode finding : json.get("findings")) {
                assertThat(finding.at("/object/name").stringValue()).isEqualTo(name);
                named = true;
            }
            String junit = run(pod.toString(), false, List.of("validate", "-o", "junit", "-f", "-"))
                    .out();
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(junit)))
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("testsuite");
        }
        assertThat(named).isTrue();
    }

    @Test
    @DisplayName("a file's name, and a mistake in a document, are as harmless")
    void namesOfFiles() {
        Run missing = Run.of("validate", "-f", "no\u001b[31m\nfile");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).isEqualTo("no\\u001b[31m\\nfile: there is no such file\n");
        Run broken = Run.with("a: 1\n\"\\e[31m\\u202e\": 1\n\"\\e[31m\\u202e\": 2\n", "validate", "-f", "-");
        assertThat(broken.exitCode()).isZero();
        assertThat(broken.err()).contains("is there twice");
        assertPrintable(broken.err(), "a duplicate key");
    }
}
