package alluxio.admission.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A server process, with what Linux counts about it.
 *
 * @param cpu which has to be read often
 */
record RunningServer(Process process, CpuClock cpu, int port, double millisToReady) implements AutoCloseable {
    /** User and system time of all its threads so far. */
    double cpuMicros() throws IOException {
        return cpu.micros();
    }

    double residentMebibytes() throws IOException {
        return mebibytes("VmRSS:");
    }

    /** What no file is behind, which the limit of a container counts in any case. */
    double anonymousMebibytes() throws IOException {
        return mebibytes("RssAnon:");
    }

    private double mebibytes(String field) throws IOException {
        return Files.readAllLines(proc("status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(8, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
