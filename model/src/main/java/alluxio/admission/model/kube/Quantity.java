package alluxio.admission.model.kube;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount as Kubernetes writes it: {@code 500m}, {@code 4Gi}, {@code 1e3}. */
public record Quantity(BigDecimal amount) implements Comparable<Quantity> {
    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

    /** Not more digits than any amount needs, so that a hostile one costs nothing. */
    private static final Pattern TEXT =
            Pattern.compile("\\+?([0-9]{1,20}(?:\\.[0-9]{0,20})?)(|[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})");

    private static final Map<String, Integer> DECIMAL =
            Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final String BINARY = "KMGTPE";
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Most amounts are whole numbers of no more digits, and are read without the expression. */
    private static final int PLAIN_DIGITS = 9;

    private static final long GI = 1L << 30;
    private static final long MI = 1L << 20;

    /** {@code 1Gi} is 2^30, {@code 1G} 10^9; empty for what is no amount. */
    public static Optional<Quantity> parse(String text) {
        long number = 0;
        int end = 0;
        while (end < text.length() && end < PLAIN_DIGITS && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            number = 10 * number + (text.charAt(end) - '0');
            end++;
        }
        String suffix = text.substring(end);
        return end > 0 && (isBinary(suffix) || DECIMAL.containsKey(suffix))
                ? Optional.of(of(BigDecimal.valueOf(number), suffix))
                : parseAny(text);
    }

    private static Optional<Quantity> parseAny(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(of(new BigDecimal(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    private static boolean isBinary(String suffix) {
        return suffix.length() == 2 && suffix.charAt(1) == 'i' && BINARY.indexOf(suffix.charAt(0)) >= 0;
    }

    private static Quantity of(BigDecimal number, String suffix) {
        if (isBinary(suffix)) {
            int power = BINARY.indexOf(suffix.charAt(0)) + 1;
            return new Quantity(number.multiply(BigDecimal.valueOf(1L << (10 * power))));
        }
        Integer power = DECIMAL.get(suffix);
        int exponent = power == null ? Integer.parseInt(suffix.substring(1)) : power;
        return new Quantity(number.scaleByPowerOfTen(exponent));
    }

    /** The sum of both. */
    public Quantity plus(Quantity other) {
        return new Quantity(amount.add(other.amount));
    }

    /** An amount of a resource for messages: memory and storage as {@code 4Gi}, anything else as a number. */
    public String shown(String resource) {
        return resource.endsWith("memory") || resource.endsWith("storage")
                ? ofBytes(whole())
                : amount.stripTrailingZeros().toPlainString();
    }

    /** A whole amount, such as bytes: rounded up, and at most {@link Long#MAX_VALUE}. */
    public long whole() {
        return amount.setScale(0, RoundingMode.CEILING).min(MOST).longValue();
    }

    /** Bytes as a quantity, rounded up: to a tenth of Gi, below that to Mi. */
    public static String ofBytes(long bytes) {
        if (bytes < GI) {
            return ((bytes + MI - 1) >> 20) + "Mi";
        }
        long tenths = 10 * (bytes >> 30) + (10 * (bytes & (GI - 1)) + GI - 1) / GI;
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + "Gi";
    }

    @Override
    public int compareTo(Quantity other) {
        return amount.compareTo(other.amount);
    }
}
