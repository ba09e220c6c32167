package alluxio.admission.policy.rules.resources;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in the three notations that meet in a worker's manifest; empty for what is none. */
final class MemorySize {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal GI = BigDecimal.valueOf(1L << 30);
    private static final BigDecimal MI = BigDecimal.valueOf(1L << 20);

    /** Not more digits than any size needs, so that a hostile one costs nothing. */
    private static final Pattern QUANTITY =
            Pattern.compile("\\+?([0-9]{1,20}(?:\\.[0-9]{0,20})?)(|[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})");

    private static final Pattern ALLUXIO = Pattern.compile("([0-9]{1,20}(?:\\.[0-9]{1,20})?)([a-z]{0,3})");
    private static final Pattern JVM = Pattern.compile("([0-9]{1,20})([kKmMgGtT]?)");
    private static final Map<String, Integer> DECIMAL =
            Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final String POWERS = "bkmgtp";

    private MemorySize() {}

    /** {@code 1Gi} is 2^30, {@code 1G} 10^9. */
    static Optional<Long> ofKubernetes(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String suffix = matcher.group(2);
        if (suffix.endsWith("i")) {
            return Optional.of(times(number, "KMGTPE".indexOf(suffix.charAt(0)) + 1));
        }
        Integer power = DECIMAL.get(suffix);
        int exponent = power == null ? Integer.parseInt(suffix.substring(1)) : power;
        return Optional.of(whole(number.scaleByPowerOfTen(exponent)));
    }

    /** {@code 1G}, {@code 1GB} and {@code 1Gi} are all 2^30: {@code FormatUtils.parseSpaceSize}. */
    static Optional<Long> ofAlluxio(String text) {
        Matcher matcher = ALLUXIO.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2);
        int power = unit.isEmpty() ? 0 : POWERS.indexOf(unit.charAt(0));
        boolean known = power >= 0
                && (unit.length() < 2 || (power > 0 && unit.substring(1).matches("b|i|ib")));
        return known ? Optional.of(times(new BigDecimal(matcher.group(1)), power)) : Optional.empty();
    }

    /** What follows {@code -Xmx}. */
    static Optional<Long> ofJvm(String text) {
        Matcher matcher = JVM.matcher(text);
        return matcher.matches()
                ? Optional.of(times(
                        new BigDecimal(matcher.group(1)),
                        "kmgt".indexOf(matcher.group(2).toLowerCase(Locale.ROOT))
                                + (matcher.group(2).isEmpty() ? 0 : 1)))
                : Optional.empty();
    }

    private static long times(BigDecimal number, int power) {
        return whole(number.multiply(BigDecimal.valueOf(1024).pow(power)));
    }

    private static long whole(BigDecimal number) {
        return number.setScale(0, RoundingMode.CEILING).min(MOST).longValue();
    }

    /** As a quantity of Kubernetes, rounded up: to a tenth of Gi, below that to Mi. */
    static String show(long bytes) {
        BigDecimal number = BigDecimal.valueOf(bytes);
        return number.compareTo(GI) >= 0
                ? number.divide(GI, 1, RoundingMode.CEILING)
                                .stripTrailingZeros()
                                .toPlainString() + "Gi"
                : number.divide(MI, 0, RoundingMode.CEILING).toPlainString() + "Mi";
    }
}
