package alluxio.admission.app.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a run of Spark has done.
 *
 * @param executors all that were seen
 * @param log of the driver
 * @param read by driver and executors from the worker
 * @param written to it
 */
record SparkRun(Pod driver, List<Pod> executors, String log, Traffic read, Traffic written) {
    private static final String RESULT = "result: ";
    private static final String TIME = "time: ";

    /** Whether the driver ended well. */
    boolean succeeded() {
        return "Succeeded".equals(driver.getStatus().getPhase());
    }

    /** What the application has found out, the same in every run of the same steps. */
    List<String> results() {
        if (!succeeded()) {
            throw new AssertionError("Spark's driver failed: " + log);
        }
        return log.lines().filter(line -> line.startsWith(RESULT)).toList();
    }

    /** For people: how long each step took. */
    String times() {
        return log.lines()
                .filter(line -> line.startsWith(TIME))
                .map(line -> line.substring(TIME.length()))
                .collect(Collectors.joining(", "));
    }

    /** Of a step, in milliseconds. */
    long milliseconds(String step) {
        String start = TIME + step + ": ";
        return log.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).split(" ")[0])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
