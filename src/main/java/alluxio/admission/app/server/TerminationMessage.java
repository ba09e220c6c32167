package alluxio.admission.app.server;

import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Utf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code kubectl describe pod} shows of a container that has ended: the file {@code /dev/termination-log}, which the kubelet
 * puts into each container. It is written while there is a problem, since nothing can be written when the container is killed.
 * Outside of a container there is no such file, and nothing is written. Thread-safe.
 */
public final class TerminationMessage implements Consumer<String> {
    /** The default of {@code terminationMessagePath}. */
    private static final Path FILE = Path.of("/dev/termination-log");

    /** The kubelet reads no more, and those at the end. */
    static final int MOST_BYTES = 4_096;

    private static final Logger log = LoggerFactory.getLogger(TerminationMessage.class);

    private final Path file;

    TerminationMessage(Path file) {
        this.file = file;
    }

    /** Of the container that this process runs in. */
    public static TerminationMessage ofContainer() {
        return new TerminationMessage(FILE);
    }

    /** @param problem in place of the one before; empty when there is none any more */
    @Override
    public void accept(String problem) {
        if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
            return;
        }
        try {
            Files.writeString(file, beginning(problem));
        } catch (IOException e) {
            log.atWarn().addKeyValue("file", file).setCause(e).log("The termination message cannot be written");
        }
    }

    private static String beginning(String problem) {
        return Utf8.length(problem) <= MOST_BYTES ? problem : Excerpt.cut(problem, MOST_BYTES / Utf8.MOST_BYTES);
    }
}
