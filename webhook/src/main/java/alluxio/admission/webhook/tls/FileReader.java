package alluxio.admission.webhook.tls;

import java.io.IOException;
import java.nio.file.Path;

/** How a file with certificates or a key is read: the caller bounds how large it may be, and of what kind. */
@FunctionalInterface
public interface FileReader {
    byte[] read(Path file) throws IOException;
}
