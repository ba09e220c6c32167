package alluxio.admission.manifest.yaml;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks kubectl's own decoder, through the small Go program that stands beside the pinned Go modules. */
final class SigsYaml {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** @param documents empty when {@code error} is not */
    record Result(boolean ok, List<JsonNode> documents, String error) {}

    /** What kubectl makes of a text, the same where each duplicate key is an error, and whether neither saw all of it. */
    record Answer(Result kubectl, Result strict, boolean restIgnored) {}

    private final Path program;

    private SigsYaml(Path program) {
        this.program = program;
    }

    /** Builds the program: seconds, when Go has its modules already. Fails when there is no Go. */
    static SigsYaml build(Path directory) throws Exception {
        Path module = Path.of(System.getProperty("project.root"), "testcluster", "tools");
        Path program = directory.resolve("yaml2json");
        Process process;
        try {
            process = new ProcessBuilder("go", "build", "-o", program.toString(), "./cmd/yaml2json")
                    .directory(module.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionError(
                    "This test compares with sigs.k8s.io/yaml and needs Go on the PATH (https://go.dev/dl/)", e);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError("go build in " + module + " failed: " + output);
        }
        return new SigsYaml(program);
    }

    List<Answer> read(List<String> texts) throws Exception {
        Process process = new ProcessBuilder(program.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread writer = Thread.ofVirtual().start(() -> send(texts, process));
        List<Answer> answers = new ArrayList<>();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> answers.add(answer(line)));
        }
        writer.join();
        if (process.waitFor() != 0 || answers.size() != texts.size()) {
            throw new AssertionError("yaml2json gave " + answers.size() + " answers for " + texts.size() + " texts");
        }
        return answers;
    }

    private static void send(List<String> texts, Process process) {
        try (DataOutputStream out = new DataOutputStream(process.getOutputStream())) {
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(String line) {
        JsonNode answer = MAPPER.readTree(line);
        return new Answer(
                result(answer.get("kubectl")),
                result(answer.get("strict")),
                answer.get("restIgnored").booleanValue());
    }

    private static Result result(JsonNode node) {
        List<JsonNode> documents = new ArrayList<>();
        node.path("documents").forEach(documents::add);
        return new Result(
                node.get("ok").booleanValue(), documents, node.path("error").asString(""));
    }
}
