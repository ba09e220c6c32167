package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.ContainerPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A volume of a pod, or the claim that a StatefulSet creates for each of its pods. Compared by identity. */
public final class Volume {
    /** Of a StatefulSet's {@code volumeClaimTemplates}. */
    public static final String CLAIM_TEMPLATE = "volumeClaimTemplate";

    private static final Derived<Volume, Set<String>> ITEM_PATHS = Derived.of(Volume::readItemPaths);

    private final String name;
    private final Field field;
    private final String type;
    private final Field source;
    private final String hostPath;
    private final DerivedValues<Volume> derived = new DerivedValues<>(this, new UnseenSources());

    private Volume(String name, Field field, String type, Field source) {
        this.name = name;
        this.field = field;
        this.type = type;
        this.source = source;
        this.hostPath = isHostPath() ? ContainerPath.normalize(source.at("path").string()) : "";
    }

    static Volume of(Field field) {
        Optional<Field> source = Iterables.first(field.members(), m -> !m.name().equals("name") && m.exists());
        return new Volume(
                field.at("name").string(), field, source.map(Field::name).orElse(""), source.orElse(field));
    }

    static Volume ofClaimTemplate(Field field) {
        return new Volume(field.at("metadata", "name").string(), field, CLAIM_TEMPLATE, field.at("spec"));
    }

    public String name() {
        return name;
    }

    /** Of the volume or of the claim template. */
    public Field field() {
        return field;
    }

    /**
     * {@code hostPath}, {@code emptyDir}, {@code persistentVolumeClaim}, {@link #CLAIM_TEMPLATE} and so on; "" when it says
     * none, which is an emptyDir.
     */
    public String type() {
        return type;
    }

    /** The value of the type's member. */
    public Field source() {
        return source;
    }

    /** A value derived from it, computed once. */
    public <T> T get(Derived<Volume, T> value) {
        return derived.get(value);
    }

    /** The paths of its {@code items}; empty: all files of what it holds. */
    public Set<String> itemPaths() {
        return derived.get(ITEM_PATHS);
    }

    private Set<String> readItemPaths() {
        return Set.copyOf(Iterables.map(
                source.at("items").items(), item -> item.at("path").string()));
    }

    public boolean isHostPath() {
        return type.equals("hostPath");
    }

    /** Also true for a volume without a type. */
    public boolean isEmptyDir() {
        return type.equals("emptyDir") || type.isEmpty();
    }

    /** A claim or a claim template, whose data outlives the pod. */
    public boolean isClaim() {
        return List.of("persistentVolumeClaim", CLAIM_TEMPLATE).contains(type);
    }

    /** An emptyDir that lives in memory and counts against the containers' limits. */
    public boolean isMemory() {
        return isEmptyDir() && source.at("medium").string().equals("Memory");
    }

    /** The directory on the node, without a slash at its end; "" for any other type. */
    public String hostPath() {
        return hostPath;
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
