package alluxio.admission.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures by name, in a file with a line for each: the name, a tabulator, the figure. */
record RecordedCosts(Map<String, Long> figures) {
    /** How far a figure may be off the recorded one. */
    private static final double TOLERANCE = 0.1;
    /** The same for figures that are small, absolute. */
    private static final long SLACK = 10;

    static RecordedCosts read(Path file) throws IOException {
        return of(Files.readAllLines(file));
    }

    static RecordedCosts of(List<String> lines) {
        Map<String, Long> figures = new LinkedHashMap<>();
        for (String line : lines) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                figures.put(line.substring(0, tab), Long.parseLong(line.substring(tab + 1)));
            }
        }
        return new RecordedCosts(figures);
    }

    void write(Path file) throws IOException {
        Files.writeString(
                file,
                figures.entrySet().stream()
                        .map(figure -> figure.getKey() + "\t" + figure.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    /** The figures that are too high, that are missing, or that are not recorded. */
    List<String> higherThan(RecordedCosts recorded) {
        List<String> faults = new ArrayList<>();
        figures.forEach((name, figure) -> {
            Long before = recorded.figures.get(name);
            if (before == null) {
                faults.add(name + ": " + figure + ", and nothing is recorded");
            } else if (figure > before + slack(before)) {
                faults.add(
                        "%s: %,d, recorded are %,d (%+.0f %%)".formatted(name, figure, before, change(before, figure)));
            }
        });
        recorded.figures.keySet().stream()
                .filter(name -> !figures.containsKey(name))
                .forEach(name -> faults.add(name + ": recorded, but not measured"));
        return faults;
    }

    /** The figures that have become so low that the record does not guard them any more. */
    List<String> lowerThan(RecordedCosts recorded) {
        List<String> lower = new ArrayList<>();
        figures.forEach((name, figure) -> {
            long before = recorded.figures.getOrDefault(name, figure);
            if (figure < before - slack(before)) {
                lower.add(
                        "%s: %,d, recorded are %,d (%+.0f %%)".formatted(name, figure, before, change(before, figure)));
            }
        });
        return lower;
    }

    private static double slack(long recorded) {
        return Math.max(SLACK, recorded * TOLERANCE);
    }

    private static double change(long before, long after) {
        return 100.0 * (after - before) / Math.max(1, before);
    }
}
