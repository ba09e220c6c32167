package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.model.kube.PodSecurityLabels;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.rules.privileges.PodSecurityChecks.Violation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The namespace's Pod Security level lets the pods in.
 *
 * <p><b>Restricted fields:</b> those of Alluxio's pods, and of pods with the label {@code alluxio.io/inject: "true"} after
 * injection, in a namespace that is seen and has the label {@code pod-security.kubernetes.io/enforce}:
 * <ul>
 * <li>{@code baseline}: {@code hostNetwork}, {@code hostPID}, {@code hostIPC}, hostPath volumes, {@code privileged},
 * {@code capabilities.add}, {@code hostPort}
 * <li>{@code restricted}: also volume types, {@code allowPrivilegeEscalation}, {@code runAsNonRoot}, {@code runAsUser},
 * {@code capabilities.drop} and {@code seccompProfile}
 * </ul>
 *
 * <p><b>Allowed values:</b> what the level allows. FUSE, and anything with a hostPath volume, needs {@code privileged}.
 *
 * <p><b>Why:</b> the level is enforced on pods only: a DaemonSet is accepted, and its pods are refused later, where no one
 * looks.
 *
 * <p><b>Order of applying:</b> any: in a live cluster it is a warning, as the namespace's label may be changed next.
 *
 * <p><b>Source:</b> Pod Security Standards of Kubernetes; versions of the checks as in {@code pod-security-admission}.
 */
public final class PodSecurity implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "pod-security", "The API server refuses such pods in this namespace, so a workload never gets any.")
            .forAnyRelease("the API server checks the pod's fields, whatever runs in it");

    private static final Pattern VERSION = Pattern.compile("v1\\.([0-9]{1,4})");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Optional<Pod> pod = object.alluxioPod();
        if (pod.isEmpty()) {
            return;
        }
        Optional<ObjectNode> namespace = object.view().find("Namespace", "", object.namespace());
        if (namespace.isEmpty()) {
            findings.notJudged("Namespace " + object.namespace());
            return;
        }
        ObjectReference reference = ObjectReference.of("Namespace", "", namespace.get());
        Field labels = Field.root(namespace.get(), object.root().budget()).at("metadata", "labels");
        String level = labels.at(PodSecurityLabels.ENFORCE).string();
        violations(
                        pod.get(),
                        level,
                        minor(labels.at(PodSecurityLabels.ENFORCE + "-version").string()))
                .forEach(violation -> report(violation, level, reference, findings));
    }

    private static List<Violation> violations(Pod pod, String level, int minor) {
        return switch (level) {
            case "baseline" -> PodSecurityChecks.baseline(pod);
            case "restricted" ->
                Stream.concat(
                                PodSecurityChecks.baseline(pod).stream(),
                                PodSecurityChecks.restricted(pod, minor).stream())
                        .toList();
            default -> List.of();
        };
    }

    /** "latest" is newer than any. */
    private static int minor(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
    }

    private static void report(Violation violation, String level, ObjectReference namespace, Findings findings) {
        String found =
                violation.found() + " in namespace " + MessageText.cut(namespace.name()) + ", which enforces " + level;
        String fix = violation.fix() + ", or label the namespace " + PodSecurityLabels.ENFORCE + "=privileged";
        findings.at(violation.container(), violation.at())
                .restingOn(namespace)
                .found(found)
                .wanted(violation.wanted())
                .fix(fix);
    }
}
