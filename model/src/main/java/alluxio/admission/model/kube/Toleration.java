package alluxio.admission.model.kube;

/**
 * A toleration of a pod, with Kubernetes' own fields; "" for a field that is not set.
 *
 * @param key "" with {@code Exists}: any taint
 * @param effect "": any
 */
public record Toleration(String key, String operator, String value, String effect) {
    private static final String EXISTS = "Exists";

    /** Whether a pod with this toleration may run on a node with the taint. */
    public boolean tolerates(Taint taint) {
        return covers(new Toleration(taint.key(), "Equal", taint.value(), taint.effect()));
    }

    /** Whether a pod with this toleration tolerates every taint that the other one tolerates. */
    public boolean covers(Toleration other) {
        boolean sameEffect = effect.isEmpty() || effect.equals(other.effect);
        boolean anyKey = key.isEmpty() && operator.equals(EXISTS);
        boolean sameTaint = key.equals(other.key)
                && (operator.equals(EXISTS) || (operator().equals(other.operator()) && value.equals(other.value)));
        return sameEffect && (anyKey || sameTaint);
    }

    /** {@code Equal} is the default. */
    @Override
    public String operator() {
        return operator.isEmpty() ? "Equal" : operator;
    }

    /** As messages show it: {@code dedicated=gpu:NoSchedule}. */
    @Override
    public String toString() {
        String taint = key.isEmpty() ? "every taint" : operator.equals(EXISTS) ? key : key + "=" + value;
        return taint + (effect.isEmpty() ? "" : ":" + effect);
    }
}
