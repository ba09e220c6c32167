package alluxio.admission.app.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The tests' own manifests, in the resources beside them, with values of this run in the place of names. */
final class Manifests {
    private Manifests() {}

    /**
     * Writes one of them into a folder.
     *
     * @param values by name, for each <code>${NAME}</code>
     */
    static Path write(Path folder, String name, Map<String, String> values) {
        try (InputStream in = Objects.requireNonNull(Manifests.class.getResourceAsStream("/node/" + name), name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
