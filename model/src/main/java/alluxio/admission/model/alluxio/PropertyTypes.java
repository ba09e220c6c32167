package alluxio.admission.model.alluxio;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The properties of Alluxio 2.9.6, with what each makes of an empty value: run with its {@code InstancedConfiguration} and the
 * getter of each type. Older releases end in the same error for a number, and for a boolean too.
 */
public final class PropertyTypes {
    /** What a property makes of an empty value. */
    public enum EmptyValue {
        /** A number, size, time, choice or class: where it is read, an exception ends the operation or the process. */
        ERROR,
        /** A boolean that is true by default: it counts as false. */
        FALSE_FOR_TRUE,
        /** A boolean that is false or nothing by default: it counts as false. */
        FALSE,
        /** A text or a list: it is empty, whatever its reader does with that. */
        EMPTY
    }

    private static final Map<String, EmptyValue> KINDS =
            Map.of("error", EmptyValue.ERROR, "true", EmptyValue.FALSE_FOR_TRUE, "false", EmptyValue.FALSE);

    private static final Map<String, EmptyValue> TYPES = read();
    private static final Map<String, String> VARIABLES = variables();

    private PropertyTypes() {}

    /** What the property makes of an empty value; nothing for a key that 2.9.6 does not have under this name. */
    public static Optional<EmptyValue> ofEmpty(String key) {
        return Optional.ofNullable(TYPES.get(key));
    }

    /** The property that a variable of 1.x was the name of, as in {@code ALLUXIO_WORKER_RPC_PORT}; also one that was renamed. */
    public static Optional<String> ofVariable(String variable) {
        return Optional.ofNullable(VARIABLES.get(variable));
    }

    static Map<String, EmptyValue> all() {
        return TYPES;
    }

    private static Map<String, EmptyValue> read() {
        Map<String, EmptyValue> types = new HashMap<>();
        (StrictPropertiesTable.TEXT + LenientPropertiesTable.TEXT).lines().forEach(line -> {
            String[] words = line.split(" ", -1);
            for (int i = 2; i < words.length; i++) {
                types.put(
                        PropertyKeys.PREFIX + words[1] + "." + words[i],
                        KINDS.getOrDefault(words[0], EmptyValue.EMPTY));
            }
        });
        return Map.copyOf(types);
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        PropertyHistory.all().forEach(change -> variables.put(variable(change.key()), change.key()));
        TYPES.keySet().forEach(key -> variables.put(variable(key), key));
        return Map.copyOf(variables);
    }

    /** Source: {@code alluxio.cli.GetConfKey} of 1.8. */
    private static String variable(String key) {
        return key.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
