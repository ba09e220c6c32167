package alluxio.admission.injector.explain;

import java.util.Locale;

/** What was added, in the order in which the annotation lists it. */
public enum AdditionKind {
    ANNOTATIONS,
    ENV,
    HOST_ALIASES,
    IMAGE_PULL_SECRETS,
    /** {@code what}: the container's name. */
    INIT_CONTAINERS,
    MOUNTS,
    /** {@code where}: the position that a nodeSelectorTerm had, which may have changed since; {@code what}: its expression. */
    NODE_REQUIREMENTS,
    OPTIONS,
    VOLUMES;

    public String key() {
        return switch (this) {
            case HOST_ALIASES -> "hostAliases";
            case IMAGE_PULL_SECRETS -> "imagePullSecrets";
            case INIT_CONTAINERS -> "initContainers";
            case NODE_REQUIREMENTS -> "nodeRequirements";
            case ANNOTATIONS, ENV, MOUNTS, OPTIONS, VOLUMES -> name().toLowerCase(Locale.ROOT);
        };
    }
}
