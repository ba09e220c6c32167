package alluxio.admission.manifest.yaml;

import alluxio.admission.manifest.yaml.YamlValue.Bool;
import alluxio.admission.manifest.yaml.YamlValue.Int;
import alluxio.admission.manifest.yaml.YamlValue.NotFinite;
import alluxio.admission.manifest.yaml.YamlValue.Null;
import alluxio.admission.manifest.yaml.YamlValue.Real;
import alluxio.admission.manifest.yaml.YamlValue.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a plain or tagged scalar means, by the rules of goyaml.v2's {@code resolve.go}, which kubectl uses. */
final class ScalarResolver {
    static final String TAG_PREFIX = "tag:yaml.org,2002:";

    private static final Map<String, YamlValue> WORDS = words();
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern DOT_FLOAT = Pattern.compile("\\.[0-9]+(_[0-9]+)*+([eE][-+]?[0-9]+(_[0-9]+)*+)?");
    /** Characters; as in JSON, where a longer number is an error. */
    private static final int LONGEST_DECIMAL = 1000;

    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(64);

    private ScalarResolver() {}

    /** The meaning of a plain scalar. */
    static YamlValue plain(String text) {
        YamlValue word = WORDS.get(text);
        if (word != null) {
            return word;
        }
        char first = text.charAt(0);
        if (first == '.') {
            return DOT_FLOAT.matcher(text).matches()
                    ? real(text.replace("_", "")).orElse(new Text(text))
                    : new Text(text);
        }
        if (first != '+' && first != '-' && (first < '0' || first > '9')) {
            return new Text(text);
        }
        String digits = text.replace("_", "");
        return integer(digits)
                .<YamlValue>map(Int::new)
                .or(() -> FLOAT.matcher(digits).matches() ? real(digits) : Optional.empty())
                .orElse(new Text(text));
    }

    /**
     * The meaning of a scalar with a tag, quoted or not.
     *
     * @throws IllegalArgumentException in plain words, when it has none
     */
    static YamlValue tagged(String tag, String text) {
        if (!tag.startsWith(TAG_PREFIX)) {
            return new Text(text);
        }
        String type = tag.substring(TAG_PREFIX.length());
        YamlValue value = type.equals("str") ? new Text(text) : plain(text);
        return switch (type) {
            case "str" -> value;
            case "binary" -> new Text(Base64Text.decode(text));
            case "bool" -> require(value instanceof Bool, value, text, "true or false");
            case "null" -> require(value == Null.NULL, value, text, "null");
            case "int" -> require(value instanceof Int, value, text, "a whole number");
            case "float" ->
                require(
                        value instanceof Real
                                || value instanceof NotFinite
                                || (value instanceof Int whole && whole.value().bitLength() < 64),
                        value instanceof Int whole
                                ? new Real(
                                        new BigDecimal(whole.value()),
                                        whole.value().doubleValue())
                                : value,
                        text,
                        "a number");
            case "timestamp" -> require(YamlTimestamps.matches(text), new Text(text), text, "a date or time");
            default -> new Text(text);
        };
    }

    private static YamlValue require(boolean fits, YamlValue value, String text, String wanted) {
        if (!fits) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + wanted + ", as its tag says");
        }
        return value;
    }

    /** Go's ParseInt and ParseUint with base 0 (0x, 0o, 0b, and 0 alone for octal), then goyaml's own {@code 0b}. */
    private static Optional<BigInteger> integer(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String body = signed ? text.substring(1) : text;
        String prefix = body.length() > 2 ? body.substring(0, 2).toLowerCase(java.util.Locale.ROOT) : "";
        Optional<BigInteger> magnitude = switch (prefix) {
            case "0x" -> digits(body.substring(2), 16);
            case "0b" -> digits(body.substring(2), 2);
            case "0o" -> digits(body.substring(2), 8);
            default -> body.length() > 1 && body.startsWith("0") ? digits(body.substring(1), 8) : digits(body, 10);
        };
        if (magnitude.isEmpty() && text.startsWith("0b") && body.length() > 3 && "+-".indexOf(body.charAt(2)) >= 0) {
            // goyaml hands what follows 0b to a parser that takes a sign.
            return digits(body.substring(3), 2)
                    .map(m -> body.charAt(2) == '-' ? m.negate() : m)
                    .filter(v -> v.bitLength() < 64);
        }
        // Without a sign there are 64 bits, with one 63.
        return magnitude
                .map(m -> text.startsWith("-") ? m.negate() : m)
                .filter(v ->
                        v.compareTo(MIN_LONG) >= 0 && (signed ? v.bitLength() < 64 : v.compareTo(UNSIGNED_LIMIT) < 0));
    }

    private static Optional<BigInteger> digits(String text, int radix) {
        // Long runs of digits become a float anyway; no 64-bit number has more than 64 significant digits.
        boolean ok = !text.isEmpty() && text.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
        if (!ok) {
            return Optional.empty();
        }
        String significant = text.replaceFirst("^0+(?=.)", "");
        return significant.length() > 64 ? Optional.empty() : Optional.of(new BigInteger(significant, radix));
    }

    /** Empty when it is too large for a double: then goyaml keeps the text. */
    private static Optional<YamlValue> real(String text) {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            return Optional.empty();
        }
        return Optional.of(new Real(decimal(text, value), value));
    }

    private static BigDecimal decimal(String text, double value) {
        // A tiny number may have an exponent that a decimal cannot hold; it is zero for everybody.
        if (value == 0) {
            return BigDecimal.ZERO;
        }
        // To read a decimal takes the square of its length, and no reader uses more of it than a double holds.
        return text.length() > LONGEST_DECIMAL ? BigDecimal.valueOf(value) : new BigDecimal(text);
    }

    private static Map<String, YamlValue> words() {
        Set<String> yes = Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
        Set<String> no = Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
        Set<String> none = Set.of("", "~", "null", "Null", "NULL");
        Stream<Map.Entry<String, YamlValue>> entries = Stream.of(
                        yes.stream().map(w -> entry(w, new Bool(true))),
                        no.stream().map(w -> entry(w, new Bool(false))),
                        none.stream().map(w -> entry(w, Null.NULL)),
                        Stream.of(".nan", ".NaN", ".NAN").map(w -> entry(w, new NotFinite(Double.NaN))),
                        Stream.of(".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF")
                                .map(w -> entry(w, new NotFinite(Double.POSITIVE_INFINITY))),
                        Stream.of("-.inf", "-.Inf", "-.INF")
                                .map(w -> entry(w, new NotFinite(Double.NEGATIVE_INFINITY))))
                .flatMap(s -> s);
        return entries.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map.Entry<String, YamlValue> entry(String word, YamlValue value) {
        return Map.entry(word, value);
    }
}
