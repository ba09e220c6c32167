package alluxio.admission.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, by table, row and server. Ratios are taken process by process, because a machine's speed drifts. */
final class Figures {
    private final Map<String, Map<String, Map<String, List<Double>>>> tables = new LinkedHashMap<>();
    private final Map<String, String> goals = new LinkedHashMap<>();

    void add(Contestant contestant, String table, String row, double figure) {
        tables.computeIfAbsent(table, _ -> new LinkedHashMap<>())
                .computeIfAbsent(row, _ -> new LinkedHashMap<>())
                .computeIfAbsent(contestant.name(), _ -> new ArrayList<>())
                .add(figure);
    }

    /** Says what a row is measured by. */
    void goal(String row, String goal) {
        goals.put(row, goal);
    }

    /** All tables, each with its title: ratios first, then the figures of each server. */
    String markdown(List<Contestant> contestants) {
        StringBuilder text = new StringBuilder();
        tables.forEach((title, rows) -> {
            text.append("**").append(title).append("**; minimum / **median** / maximum of the processes\n\n");
            table(text, rows, contestants);
            text.append('\n');
        });
        return text.toString();
    }

    private void table(StringBuilder text, Map<String, Map<String, List<Double>>> rows, List<Contestant> contestants) {
        Contestant measured = contestants.getFirst();
        List<Contestant> others = contestants.reversed().subList(0, contestants.size() - 1);
        text.append("| |");
        others.forEach(other -> text.append(" ratio to ").append(other.name()).append(" |"));
        text.append(" goal |");
        contestants.forEach(
                contestant -> text.append(' ').append(contestant.name()).append(" |"));
        text.append("\n|---|")
                .append("--:|".repeat(contestants.size() + others.size() + 1))
                .append('\n');
        rows.forEach((row, figures) -> {
            text.append("| ").append(row).append(" |");
            others.forEach(other -> cell(text, ratios(of(figures, measured), of(figures, other)), 1));
            text.append(' ').append(goals.getOrDefault(row, "")).append(" |");
            contestants.forEach(contestant -> cell(text, of(figures, contestant), 0));
            text.append('\n');
        });
    }

    private static void cell(StringBuilder text, List<Double> figures, int digits) {
        if (!figures.isEmpty()) {
            Spread spread = Spread.of(figures);
            // Small figures, too, have two digits that say something.
            text.append(' ').append(spread.show(digits == 0 && spread.median() < 10 ? 1 : digits));
        }
        text.append(" |");
    }

    private static List<Double> of(Map<String, List<Double>> figures, Contestant contestant) {
        return figures.getOrDefault(contestant.name(), List.of());
    }

    private static List<Double> ratios(List<Double> measured, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(measured.size(), others.size()); i++) {
            ratios.add(measured.get(i) / others.get(i));
        }
        return ratios;
    }
}
