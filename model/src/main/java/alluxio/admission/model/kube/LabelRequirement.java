package alluxio.admission.model.kube;

import java.util.List;

/**
 * What a node's label must be: one of Kubernetes' {@code matchExpressions}.
 *
 * @param values empty for {@code Exists} and {@code DoesNotExist}
 */
public record LabelRequirement(String key, String operator, List<String> values) {
    public static final String IN = "In";
    public static final String NOT_IN = "NotIn";
    public static final String EXISTS = "Exists";
    public static final String DOES_NOT_EXIST = "DoesNotExist";

    public LabelRequirement {
        values = List.copyOf(values);
    }

    /** What an entry of a {@code nodeSelector} says. */
    public static LabelRequirement label(String key, String value) {
        return new LabelRequirement(key, IN, List.of(value));
    }

    /** As messages and the status show it: {@code disk In ssd,nvme}. */
    @Override
    public String toString() {
        return key + " " + operator + (values.isEmpty() ? "" : " " + String.join(",", values));
    }
}
