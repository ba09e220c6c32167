package alluxio.admission.cluster.facts;

import java.util.List;
import java.util.stream.Stream;

/**
 * A right that an installation needs.
 *
 * @param namespace "" for the whole cluster
 */
public record AccessQuestion(String verb, String group, String resource, String namespace) {

    /** What Helm creates, and reads and changes in an upgrade. */
    public static List<AccessQuestion> ofInstallation(String namespace) {
        String admission = "admissionregistration.k8s.io";
        String rbac = "rbac.authorization.k8s.io";
        return Stream.of(
                        new AccessQuestion("create", "", "namespaces", ""),
                        new AccessQuestion("create", "", "serviceaccounts", namespace),
                        new AccessQuestion("create", "", "secrets", namespace),
                        new AccessQuestion("create", "", "configmaps", namespace),
                        new AccessQuestion("create", "", "services", namespace),
                        new AccessQuestion("create", "", "resourcequotas", namespace),
                        new AccessQuestion("create", "apps", "deployments", namespace),
                        new AccessQuestion("create", "batch", "jobs", namespace),
                        new AccessQuestion("create", "policy", "poddisruptionbudgets", namespace),
                        new AccessQuestion("create", "networking.k8s.io", "networkpolicies", namespace),
                        new AccessQuestion("create", rbac, "roles", namespace),
                        new AccessQuestion("create", rbac, "rolebindings", namespace),
                        new AccessQuestion("create", rbac, "clusterroles", ""),
                        new AccessQuestion("create", rbac, "clusterrolebindings", ""),
                        new AccessQuestion("create", admission, "mutatingwebhookconfigurations", ""),
                        new AccessQuestion("create", admission, "validatingwebhookconfigurations", ""),
                        new AccessQuestion("create", admission, "validatingadmissionpolicies", ""),
                        new AccessQuestion("create", admission, "validatingadmissionpolicybindings", ""))
                .toList();
    }

    /** {@code create mutatingwebhookconfigurations.admissionregistration.k8s.io}. */
    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group)
                + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
