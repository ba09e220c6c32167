package alluxio.admission.app.config;

import java.math.BigDecimal;
import java.util.Map;

/** An amount as Kubernetes writes it ({@code 500m}, {@code 4Gi}, {@code 1e3}), already known to be well formed. */
final class Quantity {
    private static final Map<String, BigDecimal> SUFFIXES = Map.ofEntries(
            Map.entry("n", new BigDecimal("1e-9")),
            Map.entry("u", new BigDecimal("1e-6")),
            Map.entry("m", new BigDecimal("1e-3")),
            Map.entry("k", new BigDecimal("1e3")),
            Map.entry("M", new BigDecimal("1e6")),
            Map.entry("G", new BigDecimal("1e9")),
            Map.entry("T", new BigDecimal("1e12")),
            Map.entry("P", new BigDecimal("1e15")),
            Map.entry("E", new BigDecimal("1e18")),
            Map.entry("Ki", BigDecimal.TWO.pow(10)),
            Map.entry("Mi", BigDecimal.TWO.pow(20)),
            Map.entry("Gi", BigDecimal.TWO.pow(30)),
            Map.entry("Ti", BigDecimal.TWO.pow(40)),
            Map.entry("Pi", BigDecimal.TWO.pow(50)),
            Map.entry("Ei", BigDecimal.TWO.pow(60)));

    private Quantity() {}

    static BigDecimal of(String text) {
        String suffix = text.replaceFirst("^[0-9.]+", "");
        BigDecimal factor = SUFFIXES.get(suffix);
        return factor == null
                ? new BigDecimal(text)
                : new BigDecimal(text.substring(0, text.length() - suffix.length())).multiply(factor);
    }
}
