package alluxio.admission.app.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Figures of several rounds, sorted. */
record Spread(double[] sorted) {
    static Spread of(List<Double> figures) {
        double[] sorted = figures.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Spread(sorted);
    }

    double quantile(double part) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    }

    double median() {
        return quantile(0.5);
    }

    /** Minimum, median, maximum. */
    String show(int digits) {
        return round(sorted[0], digits) + " / **" + round(median(), digits) + "** / "
                + round(sorted[sorted.length - 1], digits);
    }

    static String round(double figure, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", figure);
    }
}
