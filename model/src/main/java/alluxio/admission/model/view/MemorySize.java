package alluxio.admission.model.view;

import alluxio.admission.model.kube.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sizes in the three notations that meet in a worker's manifest; empty for what is none. */
public final class MemorySize {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}(?:\\.[0-9]{1,20})?");

    /** Whole numbers of no more digits are read without the expression. */
    private static final int PLAIN_DIGITS = 9;

    private static final String POWERS = "bkmgtp";
    private static final List<String> AFTER_POWER = List.of("", "b", "i", "ib");
    private static final String JVM_UNITS = "kKmMgGtT";

    private MemorySize() {}

    /** {@code 1Gi} is 2^30, {@code 1G} 10^9. */
    public static Optional<Long> ofKubernetes(String text) {
        return Quantity.parse(text).map(Quantity::whole);
    }

    /** {@code 1G}, {@code 1GB} and {@code 1Gi} are all 2^30: {@code FormatUtils.parseSpaceSize}. */
    static Optional<Long> ofAlluxio(String text) {
        String size = text.strip().toLowerCase(Locale.ROOT);
        int end = endOfNumber(size);
        String unit = size.substring(end);
        int power = unit.isEmpty() ? 0 : POWERS.indexOf(unit.charAt(0));
        boolean known = power >= 0 && (unit.length() < 2 || (power > 0 && AFTER_POWER.contains(unit.substring(1))));
        return known ? number(size.substring(0, end)).map(n -> times(n, power)) : Optional.empty();
    }

    /** What follows {@code -Xmx}. */
    public static Optional<Long> ofJvm(String text) {
        int end = endOfNumber(text);
        String unit = text.substring(end);
        int at = unit.length() == 1 ? JVM_UNITS.indexOf(unit) : -1;
        boolean known = (unit.isEmpty() || at >= 0) && text.lastIndexOf('.', end) < 0;
        return known ? number(text.substring(0, end)).map(n -> times(n, at < 0 ? 0 : at / 2 + 1)) : Optional.empty();
    }

    /** Where the digits and points at the beginning end. */
    private static int endOfNumber(String text) {
        int end = 0;
        while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        return end;
    }

    private static Optional<BigDecimal> number(String text) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            if (i >= PLAIN_DIGITS || !isDigit(text.charAt(i))) {
                return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
            }
            number = 10 * number + (text.charAt(i) - '0');
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(BigDecimal.valueOf(number));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static long times(BigDecimal number, int power) {
        return whole(number.multiply(BigDecimal.valueOf(1L << (10 * power))));
    }

    private static long whole(BigDecimal number) {
        return number.setScale(0, RoundingMode.CEILING).min(MOST).longValue();
    }
}
