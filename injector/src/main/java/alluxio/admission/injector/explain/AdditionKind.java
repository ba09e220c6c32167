package alluxio.admission.injector.explain;

import java.util.Locale;

/** The kinds of things that an injection adds to a pod, in the order in which the status annotation lists them. */
public enum AdditionKind {
    ANNOTATIONS,
    ENV,
    HOST_ALIASES,
    IMAGE_PULL_SECRETS,
    /** {@code what} is the container's name. */
    INIT_CONTAINERS,
    MOUNTS,
    /** {@code where} is the position that a nodeSelectorTerm had, which may have changed since; {@code what} is its expression. */
    NODE_REQUIREMENTS,
    /** JVM options appended to a variable. */
    OPTIONS,
    /** {@code what} says which pods the term selects. */
    POD_AFFINITY_TERMS,
    VOLUMES;

    /** The name in the status annotation and in {@code explain}. */
    public String key() {
        return switch (this) {
            case HOST_ALIASES -> "hostAliases";
            case IMAGE_PULL_SECRETS -> "imagePullSecrets";
            case INIT_CONTAINERS -> "initContainers";
            case NODE_REQUIREMENTS -> "nodeRequirements";
            case POD_AFFINITY_TERMS -> "podAffinityTerms";
            case ANNOTATIONS, ENV, MOUNTS, OPTIONS, VOLUMES -> name().toLowerCase(Locale.ROOT);
        };
    }
}
