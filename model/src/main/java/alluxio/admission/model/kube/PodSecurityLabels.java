package alluxio.admission.model.kube;

/** Labels of a namespace by which Kubernetes' own Pod Security admission is set. */
public final class PodSecurityLabels {
    /** The level that pods must satisfy: {@code privileged}, {@code baseline} or {@code restricted}. */
    public static final String ENFORCE = "pod-security.kubernetes.io/enforce";

    private PodSecurityLabels() {}
}
