package alluxio.admission.benchmarks;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the pieces of a decision with JMH, and prints time and allocated bytes of each as a table in Markdown. Takes optionally a
 * regular expression for their names, the number of iterations that count, and the milliseconds of each.
 */
final class PieceTable {
    private static final int ITERATIONS = 3;
    private static final int MILLIS = 300;

    private PieceTable() {}

    public static void main(String[] arguments) throws RunnerException {
        String pieces = arguments.length > 0 ? arguments[0] : "Pieces";
        int iterations = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ITERATIONS;
        int millis = arguments.length > 2 ? Integer.parseInt(arguments[2]) : MILLIS;
        Options options = new OptionsBuilder()
                .include(pieces)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(1)
                .jvmArgsAppend("-Dlogback.configurationFile=logback-command.xml")
                .warmupIterations(2)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        System.out.println(table(new Runner(options).run()));
    }

    private static String table(Collection<RunResult> results) {
        StringBuilder table = new StringBuilder(
                "| piece | of | µs: min / **median** / max | allocated, bytes |\n|---|---|--:|--:|\n");
        results.stream().sorted(Comparator.comparing(PieceTable::name)).forEach(result -> {
            table.append("| %s | %s | %s | %s |%n"
                    .formatted(
                            name(result),
                            parameters(result),
                            times(result).show(1),
                            Spread.round(allocated(result), 0)));
        });
        return table.toString();
    }

    /** {@code ReviewPieces.decode}. */
    private static String name(RunResult result) {
        List<String> name = List.of(result.getParams().getBenchmark().split("\\."));
        return String.join(".", name.subList(name.size() - 2, name.size()));
    }

    private static String parameters(RunResult result) {
        return result.getParams().getParamsKeys().stream()
                .map(key -> key + " " + result.getParams().getParam(key))
                .collect(Collectors.joining("; "));
    }

    private static Spread times(RunResult result) {
        return Spread.of(result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList());
    }

    private static double allocated(RunResult result) {
        return Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                .getScore();
    }
}
