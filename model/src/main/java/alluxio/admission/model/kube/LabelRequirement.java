package alluxio.admission.model.kube;

import java.util.List;
import java.util.Map;

/**
 * What a label of an object must be: one of Kubernetes' {@code matchExpressions}, of a label selector or of a node affinity.
 *
 * @param values empty for {@code Exists} and {@code DoesNotExist}
 */
public record LabelRequirement(String key, String operator, List<String> values) {
    public static final String IN = "In";
    public static final String NOT_IN = "NotIn";
    public static final String EXISTS = "Exists";
    public static final String DOES_NOT_EXIST = "DoesNotExist";
    /** Of node affinity only, for labels that are whole numbers. */
    public static final String GREATER = "Gt";

    public static final String LESS = "Lt";

    public LabelRequirement {
        values = List.copyOf(values);
    }

    /** What an entry of a {@code nodeSelector} says. */
    public static LabelRequirement label(String key, String value) {
        return new LabelRequirement(key, IN, List.of(value));
    }

    /** Whether an object with these labels fulfils it. An operator that does not exist is fulfilled by nothing. */
    public boolean matches(Map<String, String> labels) {
        return switch (operator) {
            case IN -> labels.containsKey(key) && values.contains(labels.get(key));
            case NOT_IN -> !labels.containsKey(key) || !values.contains(labels.get(key));
            case EXISTS -> labels.containsKey(key);
            case DOES_NOT_EXIST -> !labels.containsKey(key);
            case GREATER -> compare(labels) > 0;
            case LESS -> compare(labels) < 0;
            default -> false;
        };
    }

    /** How the label compares to the only value, as whole numbers; 0 if either is none. */
    private int compare(Map<String, String> labels) {
        try {
            return values.size() == 1
                    ? Long.compare(Long.parseLong(labels.getOrDefault(key, "")), Long.parseLong(values.getFirst()))
                    : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** As messages and the status show it: {@code disk In ssd,nvme}. */
    @Override
    public String toString() {
        return key + " " + operator + (values.isEmpty() ? "" : " " + String.join(",", values));
    }
}
