package alluxio.admission.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, by row and by server, and the table of it. Ratios are taken round by round. */
final class Figures {
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    void add(Contestant contestant, String row, double figure) {
        rows.computeIfAbsent(row, _ -> new LinkedHashMap<>())
                .computeIfAbsent(contestant.name(), _ -> new ArrayList<>())
                .add(figure);
    }

    void add(Contestant contestant, SamplePods.Sample sample, Load load) {
        Spread latency = Spread.of(load.latencyMicros());
        add(contestant, sample.name() + ": CPU for each request, µs", load.cpuMicros());
        add(contestant, sample.name() + ": latency p50, µs", latency.median());
        add(contestant, sample.name() + ": latency p99, µs", latency.quantile(0.99));
    }

    String table(List<Contestant> contestants) {
        Contestant measured = contestants.getFirst();
        List<Contestant> others = contestants.subList(1, contestants.size());
        StringBuilder table = new StringBuilder("| min / **median** / max |");
        contestants.forEach(
                contestant -> table.append(' ').append(contestant.name()).append(" |"));
        others.forEach(other -> table.append(" ratio to ").append(other.name()).append(" |"));
        table.append("\n|---|")
                .append("--:|".repeat(contestants.size() + others.size()))
                .append('\n');
        rows.forEach((row, figures) -> {
            table.append("| ").append(row).append(" |");
            contestants.forEach(contestant -> table.append(' ')
                    .append(Spread.of(of(figures, contestant)).show(0))
                    .append(" |"));
            others.forEach(other -> table.append(' ')
                    .append(ratios(of(figures, measured), of(figures, other)).show(1))
                    .append(" |"));
            table.append('\n');
        });
        return table.toString();
    }

    private static List<Double> of(Map<String, List<Double>> figures, Contestant contestant) {
        return figures.getOrDefault(contestant.name(), List.of());
    }

    private static Spread ratios(List<Double> measured, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(measured.size(), others.size()); i++) {
            ratios.add(measured.get(i) / others.get(i));
        }
        return Spread.of(ratios);
    }
}
