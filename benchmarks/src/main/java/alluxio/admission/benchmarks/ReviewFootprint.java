package alluxio.admission.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much code a warm review executes, from its bytes to those of the answer: each method once, however often it is called. A review
 * that comes alone finds the processor's caches full of other programs' data, and pays for all that it touches; the same code also has to
 * be loaded, interpreted and compiled before. No figure depends on how busy the machine is.
 */
final class ReviewFootprint {
    private final Map<ReviewKind, ExecutedCode> code;

    private ReviewFootprint(Map<ReviewKind, ExecutedCode> code) {
        this.code = code;
    }

    /** Prints a table in Markdown: all kinds, or what the named one executes by package. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ReviewFootprint footprint = measure();
        System.out.println(
                arguments.length == 0 ? footprint.table() : footprint.packages(ReviewKind.valueOf(arguments[0])));
    }

    static ReviewFootprint measure() throws IOException, InterruptedException {
        List<ExecutedCode> parts = CodeTracer.trace(TracedReviews.class, TracedReviews.MARK);
        Map<ReviewKind, ExecutedCode> code = new EnumMap<>(ReviewKind.class);
        for (int i = 0; i < parts.size(); i++) {
            code.put(TracedReviews.KINDS.get(i), parts.get(i));
        }
        return new ReviewFootprint(code);
    }

    /** A line for each figure, with a tabulator before the number. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        code.forEach((kind, executed) -> {
            lines.add(kind.title() + ": methods executed\t" + executed.methods());
            lines.add(kind.title() + ": bytecode executed, bytes\t" + executed.bytecode());
        });
        return lines;
    }

    private String table() {
        StringBuilder table = header("review");
        code.forEach((kind, executed) -> row(table, kind.title(), executed));
        return table.toString();
    }

    private String packages(ReviewKind kind) {
        StringBuilder table = header("package");
        Map<String, ExecutedCode> packages =
                code.getOrDefault(kind, new ExecutedCode(Map.of())).byPackage();
        packages.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().bytecode()))
                .forEach(entry -> row(table, entry.getKey(), entry.getValue()));
        return table.toString();
    }

    private static StringBuilder header(String first) {
        return new StringBuilder("| ")
                .append(first)
                .append(" | methods | bytecode, bytes | calls |\n|---|--:|--:|--:|\n");
    }

    private static void row(StringBuilder table, String name, ExecutedCode executed) {
        table.append(String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d |%n",
                name,
                executed.methods(),
                executed.bytecode(),
                executed.allCalls()));
    }
}
