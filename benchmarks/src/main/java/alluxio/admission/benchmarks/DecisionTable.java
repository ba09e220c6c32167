package alluxio.admission.benchmarks;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link DecisionBenchmark} and prints its figures as a table in Markdown. */
final class DecisionTable {
    private DecisionTable() {}

    /** @param rounds iterations that count */
    static String run(int rounds) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(DecisionBenchmark.class.getName() + "\\.")
                .measurementIterations(rounds)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        StringBuilder table = new StringBuilder(
                "| pod | review, bytes | decisions per second | with reading and writing the review |\n|---|--:|--:|--:|\n");
        for (SamplePods.Sample sample : SamplePods.all()) {
            table.append("| %s | %s | %s | %s |%n"
                    .formatted(
                            sample.name(),
                            Spread.round(sample.review().length, 0),
                            rates(results, "decision", sample.name()).show(0),
                            rates(results, "bytesToBytes", sample.name()).show(0)));
        }
        return table.toString();
    }

    private static Spread rates(Collection<RunResult> results, String method, String pod) {
        List<Double> rates = results.stream()
                .filter(result -> isOf(result.getParams(), method, pod))
                .flatMap(result -> result.getBenchmarkResults().stream())
                .flatMap(result -> result.getIterationResults().stream())
                .map(DecisionTable::score)
                .toList();
        return Spread.of(rates);
    }

    private static boolean isOf(BenchmarkParams params, String method, String pod) {
        return params.getBenchmark().endsWith("." + method)
                && params.getParam("pod").equals(pod);
    }

    private static Double score(IterationResult iteration) {
        return iteration.getPrimaryResult().getScore();
    }
}
