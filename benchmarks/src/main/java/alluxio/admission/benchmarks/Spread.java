package alluxio.admission.benchmarks;

import java.util.List;
import java.util.Locale;

/** Figures of several rounds, sorted. */
record Spread(List<Double> sorted) {
    static Spread of(List<Double> figures) {
        return new Spread(figures.stream().sorted().toList());
    }

    double quantile(double part) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
    }

    double median() {
        return quantile(0.5);
    }

    /** Minimum, median, maximum; of one figure itself. */
    String show(int digits) {
        if (sorted.size() == 1) {
            return round(median(), digits);
        }
        return round(sorted.getFirst(), digits) + " / **" + round(median(), digits) + "** / "
                + round(sorted.getLast(), digits);
    }

    static String round(double figure, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", figure);
    }
}
