package alluxio.admission.injector.explain;

/** The kinds of things that an injection adds to a pod, in the order in which the status annotation lists them. */
public enum AdditionKind {
    ANNOTATIONS("annotations"),
    ENV("env"),
    HOST_ALIASES("hostAliases"),
    IMAGE_PULL_SECRETS("imagePullSecrets"),
    /** {@code what} is the container's name. */
    INIT_CONTAINERS("initContainers"),
    MOUNTS("mounts"),
    /** {@code where} is the position that a nodeSelectorTerm had, which may have changed since; {@code what} is its expression. */
    NODE_REQUIREMENTS("nodeRequirements"),
    /** JVM options appended to a variable. */
    OPTIONS("options"),
    /** {@code what} says which pods the term selects. */
    POD_AFFINITY_TERMS("podAffinityTerms"),
    VOLUMES("volumes");

    private final String key;

    AdditionKind(String key) {
        this.key = key;
    }

    /** The name in the status annotation and in {@code explain}. */
    public String key() {
        return key;
    }
}
