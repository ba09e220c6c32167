package alluxio.admission.manifest.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * JSON nodes for numbers, one node class for each value so that trees can be compared: int, long or big integer for a whole
 * number, else decimal. No digit is lost; rounding to a double is left to Kubernetes.
 */
final class JsonNumbers {
    /** Go prints whole doubles below this without an exponent, so every reader takes them for integers. */
    private static final BigDecimal WHOLE_LIMIT = new BigDecimal("1e21");

    private JsonNumbers() {}

    static JsonNode integer(BigInteger value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value.bitLength() < 32) {
            return nodes.numberNode(value.intValueExact());
        }
        return value.bitLength() < 64 ? nodes.numberNode(value.longValueExact()) : nodes.numberNode(value);
    }

    /** Zero also for what is too small for a double. */
    static JsonNode decimal(BigDecimal value) {
        if (value.doubleValue() == 0) {
            return JsonNodeFactory.instance.numberNode(0);
        }
        BigDecimal shortest = value.stripTrailingZeros();
        return shortest.scale() <= 0 && shortest.abs().compareTo(WHOLE_LIMIT) < 0
                ? integer(shortest.toBigIntegerExact())
                : JsonNodeFactory.instance.numberNode(shortest);
    }

    /** As Go's {@code strconv.FormatFloat(value, 'g', -1, 32)}, with YAML's words for what is not finite. */
    static String shortFloat(double value) {
        float rounded = (float) value;
        if (Float.isNaN(rounded)) {
            return ".nan";
        }
        if (Float.isInfinite(rounded)) {
            return rounded > 0 ? ".inf" : "-.inf";
        }
        String sign = Float.floatToRawIntBits(rounded) < 0 ? "-" : "";
        if (rounded == 0) {
            return sign + "0";
        }
        BigDecimal digits = new BigDecimal(Float.toString(Math.abs(rounded))).stripTrailingZeros();
        String unscaled = digits.unscaledValue().toString();
        int exponent = unscaled.length() - digits.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return sign + digits.toPlainString();
        }
        String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
        return sign
                + unscaled.charAt(0)
                + fraction
                + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
