package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.model.kube.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the policies that work without the servers are there, each with a binding: without one, a policy does nothing. */
public final class AdmissionPoliciesCheck extends InstallationCheck {
    private static final List<String> SUFFIXES = List.of("-injected", "-labels", "-ca-bundle");

    public AdmissionPoliciesCheck() {
        super("admission-policies", "admission policies");
    }

    @Override
    CheckResult check(Installation installation, CheckedCluster cluster) {
        ClusterFacts facts = cluster.facts();
        ObjectFacts objects = facts.objects();
        for (ReadableKind kind : List.of(ReadableKind.ADMISSION_POLICY, ReadableKind.ADMISSION_POLICY_BINDING)) {
            if (!objects.listing(kind).problems().isEmpty()) {
                return info().skipped(objects.listing(kind).problems().getFirst());
            }
        }
        Set<String> policies = objects.all(ReadableKind.ADMISSION_POLICY).stream()
                .map(ObjectNames::name)
                .collect(Collectors.toSet());
        Set<String> bound = objects.all(ReadableKind.ADMISSION_POLICY_BINDING).stream()
                .map(binding -> JsonNodes.text(binding.path("spec"), "policyName"))
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        for (String suffix : SUFFIXES) {
            String name = installation.service() + suffix;
            if (!policies.contains(name)) {
                missing.add(name + " is not there");
            } else if (!bound.contains(name)) {
                missing.add(name + " has no binding, and so does nothing");
            }
        }
        if (missing.isEmpty()) {
            return info().ok(SUFFIXES.size() + ", all bound");
        }
        return info().warning(
                        missing.size() == SUFFIXES.size()
                                ? "none: a pod that is not injected goes unnoticed"
                                : String.join(", ", missing),
                        "set the chart value admissionPolicies.enabled to true, and upgrade the release");
    }
}
