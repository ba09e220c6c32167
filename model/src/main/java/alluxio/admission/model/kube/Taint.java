package alluxio.admission.model.kube;

import tools.jackson.databind.JsonNode;

/** A taint of a node, with Kubernetes' own fields; "" for a field that is not set. */
public record Taint(String key, String value, String effect) {
    public static Taint of(JsonNode taint) {
        return new Taint(JsonNodes.text(taint, "key"), JsonNodes.text(taint, "value"), JsonNodes.text(taint, "effect"));
    }

    /** Whether pods that do not tolerate it are kept away; {@code PreferNoSchedule} only makes other nodes better. */
    public boolean keepsPodsAway() {
        return effect.equals("NoSchedule") || effect.equals("NoExecute");
    }

    /** As kubectl writes it: {@code dedicated=gpu:NoSchedule}. */
    @Override
    public String toString() {
        return key + (value.isEmpty() ? "" : "=" + value) + ":" + effect;
    }
}
