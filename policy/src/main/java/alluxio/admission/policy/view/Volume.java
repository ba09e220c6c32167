package alluxio.admission.policy.view;

import java.util.List;
import java.util.Optional;

/**
 * A volume of a pod, or the claim that a StatefulSet makes for each of its pods.
 *
 * @param field of the volume or of the claim template
 * @param type {@code hostPath}, {@code emptyDir}, {@code persistentVolumeClaim}, {@link #CLAIM_TEMPLATE} and so on; "" when
 *     it says none, which is an emptyDir
 * @param source what stands at the type
 */
public record Volume(String name, Field field, String type, Field source) {
    /** Of a StatefulSet's {@code volumeClaimTemplates}. */
    public static final String CLAIM_TEMPLATE = "volumeClaimTemplate";

    static Volume of(Field field) {
        Optional<Field> source = field.members().stream()
                .filter(m -> !m.name().equals("name") && m.exists())
                .findFirst();
        return new Volume(
                field.at("name").string(), field, source.map(Field::name).orElse(""), source.orElse(field));
    }

    static Volume ofClaimTemplate(Field field) {
        return new Volume(field.at("metadata", "name").string(), field, CLAIM_TEMPLATE, field.at("spec"));
    }

    public boolean isHostPath() {
        return type.equals("hostPath");
    }

    /** Also a volume that says nothing of where it is. */
    public boolean isEmptyDir() {
        return type.equals("emptyDir") || type.isEmpty();
    }

    /** A claim of any kind: what is on it outlives the pod, but for an ephemeral one. */
    public boolean isClaim() {
        return List.of("persistentVolumeClaim", CLAIM_TEMPLATE).contains(type);
    }

    /** An emptyDir that lives in memory and counts against the containers' limits. */
    public boolean isMemory() {
        return isEmptyDir() && source.at("medium").string().equals("Memory");
    }

    /** The directory on the node, without a slash at its end; "" for any other type. */
    public String hostPath() {
        return isHostPath() ? Paths.normalize(source.at("path").string()) : "";
    }

    /** For messages: {@code hostPath /tmp/x}, {@code claim alluxio-pv-claim}. */
    public String describe() {
        return switch (type) {
            case "hostPath" -> "hostPath " + hostPath();
            case "persistentVolumeClaim" -> "claim " + source.at("claimName").string();
            case CLAIM_TEMPLATE -> "claim template " + name;
            case "" -> "emptyDir";
            default -> isMemory() ? "emptyDir in memory" : type;
        };
    }
}
