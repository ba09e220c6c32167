package alluxio.admission.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * CPU time of a process in nanoseconds, from the scheduler's count for each thread; {@code /proc/PID/stat} counts in steps of 10 ms.
 * A thread that ends counts with what it had used when it was last looked at, so it has to be read often. Used by one thread.
 */
final class CpuClock {
    private final Path tasks;
    private final Map<String, Long> threads = new HashMap<>();
    private final Map<String, Long> turns = new HashMap<>();

    private CpuClock(Path tasks) {
        this.tasks = tasks;
    }

    static CpuClock of(long pid) {
        return new CpuClock(Path.of("/proc", Long.toString(pid), "task"));
    }

    /** User and system time of all threads so far. */
    double micros() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
            for (Path thread : all) {
                read(thread);
            }
        }
        return threads.values().stream().mapToLong(Long::longValue).sum() / 1e3;
    }

    /** How often its threads were put on a core, when the time was last read. */
    double turns() {
        return turns.values().stream().mapToLong(Long::longValue).sum();
    }

    private void read(Path thread) throws IOException {
        try {
            String text = Files.readString(thread.resolve("schedstat"));
            String name = thread.getFileName().toString();
            threads.put(name, Long.parseLong(text.substring(0, text.indexOf(' '))));
            turns.put(
                    name,
                    Long.parseLong(text.substring(text.lastIndexOf(' ') + 1).strip()));
        } catch (NoSuchFileException e) {
            // It has ended meanwhile.
        }
    }
}
