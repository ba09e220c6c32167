package alluxio.admission.manifest.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/** The meaning of a scalar: the value that its text and tag stand for. */
sealed interface YamlValue {

    /** @throws IllegalArgumentException in plain words, when JSON has no such value */
    JsonNode toJson();

    /**
     * The key of a JSON object that this becomes, as sigs.k8s.io/yaml writes it.
     *
     * @throws IllegalArgumentException in plain words, when it cannot be one
     */
    String toKey();

    record Text(String value) implements YamlValue {
        @Override
        public JsonNode toJson() {
            return JsonNodeFactory.instance.stringNode(value);
        }

        @Override
        public String toKey() {
            return value;
        }
    }

    record Int(BigInteger value) implements YamlValue {
        @Override
        public JsonNode toJson() {
            return JsonNumbers.integer(value);
        }

        @Override
        public String toKey() {
            if (value.bitLength() > 63) {
                throw new IllegalArgumentException("a number over 64 bits cannot be a key");
            }
            return value.toString();
        }
    }

    /**
     * @param digits the exact value that stands in the text
     * @param value its double, which is finite and knows a negative zero
     */
    record Real(BigDecimal digits, double value) implements YamlValue {
        @Override
        public JsonNode toJson() {
            return JsonNumbers.decimal(digits);
        }

        @Override
        public String toKey() {
            return JsonNumbers.shortFloat(value);
        }
    }

    /** Infinity or not a number. */
    record NotFinite(double value) implements YamlValue {
        @Override
        public JsonNode toJson() {
            throw new IllegalArgumentException("infinity and not-a-number have no JSON form");
        }

        @Override
        public String toKey() {
            return JsonNumbers.shortFloat(value);
        }
    }

    record Bool(boolean value) implements YamlValue {
        @Override
        public JsonNode toJson() {
            return BooleanNode.valueOf(value);
        }

        @Override
        public String toKey() {
            return Boolean.toString(value);
        }
    }

    enum Null implements YamlValue {
        NULL;

        @Override
        public JsonNode toJson() {
            return NullNode.getInstance();
        }

        @Override
        public String toKey() {
            throw new IllegalArgumentException("a key is missing or null");
        }
    }
}
