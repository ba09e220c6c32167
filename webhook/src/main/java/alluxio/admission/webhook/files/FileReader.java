package alluxio.admission.webhook.files;

import java.io.IOException;
import java.nio.file.Path;

/** Reads one file; the caller decides which kinds of files are opened, and up to which size. */
@FunctionalInterface
public interface FileReader {
    /** @throws IOException whose message is one line that names the file */
    byte[] read(Path file) throws IOException;
}
