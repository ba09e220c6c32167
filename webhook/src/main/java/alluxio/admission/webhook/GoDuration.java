package alluxio.admission.webhook;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Durations as Go writes them: {@code 3s}, {@code 1m30s}, {@code 500ms}, {@code 1.5h}. */
final class GoDuration {

    private static final int LONGEST_TEXT = 40;

    private final String text;
    private int at;

    private GoDuration(String text) {
        this.text = text;
    }

    /** Empty for a text that is not a duration, and for one that is not positive or exceeds Go's maximum (292 years). */
    static Optional<Duration> parsePositive(String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        try {
            long nanos = new GoDuration(text).nanos();
            return nanos > 0 ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException e) { // too large a number
            return Optional.empty();
        }
    }

    /** Zero when it is not a duration. As in Go, what a part has beyond nanoseconds is left out. */
    private long nanos() {
        long sum = 0;
        while (at < text.length()) {
            String whole = digits();
            String fraction = skip('.') ? digits() : "";
            long unit = unit();
            if (unit == 0 || (whole.isEmpty() && fraction.isEmpty())) {
                return 0;
            }
            if (!whole.isEmpty()) {
                sum = Math.addExact(sum, Math.multiplyExact(Long.parseLong(whole), unit));
            }
            if (!fraction.isEmpty()) {
                BigDecimal part = new BigDecimal("0." + fraction).multiply(BigDecimal.valueOf(unit));
                sum = Math.addExact(sum, part.longValue());
            }
        }
        return sum;
    }

    private String digits() {
        int begin = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return text.substring(begin, at);
    }

    private boolean skip(char mark) {
        boolean there = at < text.length() && text.charAt(at) == mark;
        at += there ? 1 : 0;
        return there;
    }

    /** In nanoseconds; zero when there is none. */
    private long unit() {
        if (skip('h')) {
            return 3_600_000_000_000L;
        }
        if (skip('s')) {
            return 1_000_000_000L;
        }
        if (skip('m')) {
            return skip('s') ? 1_000_000L : 60_000_000_000L;
        }
        if (skip('u') || skip('µ') || skip('μ')) {
            return skip('s') ? 1_000L : 0;
        }
        return skip('n') && skip('s') ? 1 : 0;
    }
}
