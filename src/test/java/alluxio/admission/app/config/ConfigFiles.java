package alluxio.admission.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Files of the tests, in {@code config/}. */
final class ConfigFiles {
    private ConfigFiles() {}

    static String text(String name) throws IOException {
        try (InputStream in = ConfigFiles.class.getResourceAsStream("/config/" + name)) {
            if (in == null) {
                throw new AssertionError("no file config/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
