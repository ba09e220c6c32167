package alluxio.admission.manifest.yaml;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Compares JSON trees as Kubernetes would see them: the order of keys does not matter, numbers count by their value. */
final class SameJson {
    private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(64);

    private SameJson() {}

    static boolean same(List<JsonNode> a, List<JsonNode> b) {
        if (a.size() != b.size()) {
            return false;
        }
        Iterator<JsonNode> other = b.iterator();
        return a.stream().allMatch(node -> same(node, other.next()));
    }

    static boolean same(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return sameNumber(a, b);
        }
        if (a.isArray() && b.isArray()) {
            return same(a.valueStream().toList(), b.valueStream().toList());
        }
        if (a.isObject() && b.isObject()) {
            return a.size() == b.size()
                    && a.propertyStream().allMatch(p -> {
                        JsonNode other = b.get(p.getKey());
                        return other != null && same(p.getValue(), other);
                    });
        }
        return a.equals(b);
    }

    /** Go keeps whole numbers up to 64 bits; everything else is a double there. */
    private static boolean sameNumber(JsonNode a, JsonNode b) {
        if (a.isIntegralNumber() && b.isIntegralNumber()) {
            BigInteger x = a.bigIntegerValue();
            BigInteger y = b.bigIntegerValue();
            if (fits(x) && fits(y)) {
                return x.equals(y);
            }
        }
        return a.doubleValue() == b.doubleValue();
    }

    private static boolean fits(BigInteger value) {
        return value.bitLength() < 64 || (value.signum() > 0 && value.compareTo(UNSIGNED_LIMIT) < 0);
    }
}
