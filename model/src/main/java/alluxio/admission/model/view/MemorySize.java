package alluxio.admission.model.view;

import alluxio.admission.model.kube.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in the three notations that meet in a worker's manifest; empty for what is none. */
public final class MemorySize {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final Pattern ALLUXIO = Pattern.compile("([0-9]{1,20}(?:\\.[0-9]{1,20})?)([a-z]{0,3})");
    private static final Pattern JVM = Pattern.compile("([0-9]{1,20})([kKmMgGtT]?)");
    private static final String POWERS = "bkmgtp";

    private MemorySize() {}

    /** {@code 1Gi} is 2^30, {@code 1G} 10^9. */
    public static Optional<Long> ofKubernetes(String text) {
        return Quantity.parse(text).map(Quantity::whole);
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
    public static Optional<Long> ofJvm(String text) {
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
}
