package alluxio.admission.policy.rules.network;

import alluxio.admission.model.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.Kind;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Field;
import alluxio.admission.policy.view.LabelSelector;
import alluxio.admission.policy.view.Pod;
import java.util.List;
import java.util.OptionalInt;

/**
 * Network policies leave the ports open by which masters, workers and clients reach each other.
 *
 * <p><b>Restricted fields:</b> {@code ingress[].ports} of NetworkPolicies that select the pods of masters or workers in the
 * same input.
 *
 * <p><b>Allowed values:</b> at least one rule, of any policy that selects the pods, for each declared port of RPC, job data or
 * an embedded journal, by name or number; a rule without ports is for all of them. Web ports may stay shut.
 *
 * <p><b>Why:</b> a policy that selects a pod shuts every port that no policy opens: workers and clients time out.
 *
 * <p><b>Source:</b> the Kubernetes documentation of network policies, which add up; ports: {@code PropertyKey} of 2.x.
 */
public final class NetworkPolicyPorts implements Rule {
    private static final List<String> NAMES = List.of("rpc", "job-rpc", "job-data", "embedded", "job-embedded");
    private static final List<Integer> NUMBERS = List.of(19998, 19200, 20001, 20003, 29999, 30001, 30002);

    @Override
    public RuleInfo info() {
        return RuleInfo.warn(
                        "network-policy-ports",
                        "A policy that selects a pod shuts every port that no policy opens, so that clients and workers time "
                                + "out.")
                .forKinds(Kind.NETWORK_POLICY);
    }

    @Override
    public void check(Subject policy, Findings findings) {
        List<Subject> others = policy.peers(Kind.NETWORK_POLICY);
        for (Subject workload : policy.peers(Kind.POD, Kind.STATEFUL_SET, Kind.DEPLOYMENT, Kind.DAEMON_SET)) {
            workload.pod().filter(pod -> selects(policy, pod)).ifPresent(pod -> {
                List<Subject> too =
                        others.stream().filter(other -> selects(other, pod)).toList();
                // Of several, the first by name is the one to mend.
                boolean first = too.stream().allMatch(other -> policy.name().compareTo(other.name()) < 0);
                for (Container container : pod.containers(Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER)) {
                    for (Field port : container.ports()) {
                        boolean open = opens(policy, port) || too.stream().anyMatch(other -> opens(other, port));
                        if (isNeeded(port) && first && !open) {
                            report(policy, workload, container, port, findings);
                        }
                    }
                }
            });
        }
    }

    private static void report(Subject policy, Subject workload, Container container, Field port, Findings findings) {
        String number = port.at("containerPort").shown();
        findings.report(
                policy.root().at("spec", "ingress"),
                "no rule for port " + number + " of " + container.name() + " in "
                        + workload.kind().kind() + " " + workload.name(),
                "port " + number,
                "add a rule to ingress with the port " + number + " for workers, clients and the other processes");
    }

    private static boolean isNeeded(Field port) {
        return NAMES.contains(port.at("name").string())
                || NUMBERS.contains(port.at("containerPort").integer().orElse(0));
    }

    /** A policy without types is for ingress. Host networks are none of a policy's business. */
    private static boolean selects(Subject policy, Pod pod) {
        Field spec = policy.root().at("spec");
        List<String> types = spec.at("policyTypes").strings();
        return !pod.isHostNetwork()
                && (types.isEmpty() || types.contains("Ingress"))
                && LabelSelector.matches(spec.at("podSelector"), pod.labels());
    }

    private static boolean opens(Subject policy, Field port) {
        return policy.root().at("spec", "ingress").items().stream()
                .map(rule -> rule.at("ports").items())
                .anyMatch(ports -> ports.isEmpty() || ports.stream().anyMatch(open -> isFor(open, port)));
    }

    private static boolean isFor(Field open, Field port) {
        Field from = open.at("port");
        OptionalInt number = port.at("containerPort").integer();
        int low = from.integer().orElse(-1);
        int high = open.at("endPort").integer().orElse(low);
        boolean tcp = open.at("protocol").text().orElse("TCP").equals("TCP");
        return tcp
                && (!from.exists()
                        || (from.text().isPresent() && from.is(port.at("name").string()))
                        || number.stream().anyMatch(n -> low <= n && n <= high));
    }
}
