package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.Kind;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Field;
import alluxio.admission.policy.view.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A Service of Alluxio's reaches a pod.
 *
 * <p><b>Restricted fields:</b> {@code selector} and {@code ports[].targetPort} of Services for ports of Alluxio's that a
 * workload in the same input declares.
 *
 * <p><b>Allowed values:</b> a selector that the labels of one of these workloads' pods fulfil, and for {@code targetPort} the
 * name of a port of theirs, or any number. Nothing is said where no such workload is seen.
 *
 * <p><b>Why:</b> a Service without pods has no endpoints: its name does not resolve or refuses connections, and workers and
 * clients wait for a master that runs.
 *
 * <p><b>Source:</b> the templates of October 2019, whose Service selected {@code app: alluxio-master-0} while the pods had that
 * label as {@code name} (mended in commit 475a82a026); Alluxio issue 11985.
 */
public final class ServiceReach implements Rule {

    @Override
    public RuleInfo info() {
        return RuleInfo.warn(
                        "service-reach",
                        "The Service has no endpoints, so that nobody reaches the pods it is meant for.")
                .forKinds(Kind.SERVICE);
    }

    private record Workload(Subject object, Pod pod) {}

    @Override
    public void check(Subject service, Findings findings) {
        Field selector = service.root().at("spec", "selector");
        List<Field> ports = service.root().at("spec", "ports").items();
        if (selector.members().isEmpty() || service.root().at("spec", "type").is("ExternalName")) {
            return;
        }
        List<Workload> meant = service
                .peers(
                        Kind.POD,
                        Kind.DEPLOYMENT,
                        Kind.STATEFUL_SET,
                        Kind.DAEMON_SET,
                        Kind.REPLICA_SET,
                        Kind.REPLICATION_CONTROLLER)
                .stream()
                .flatMap(object -> object.pod().stream().map(pod -> new Workload(object, pod)))
                .filter(workload -> declaresOneOf(workload.pod(), ports))
                .toList();
        List<Workload> picked = meant.stream()
                .filter(workload -> Selectors.matches(selector, workload.object(), workload.pod()))
                .toList();
        if (meant.isEmpty()) {
            return;
        }
        if (picked.isEmpty()) {
            findings.report(
                    selector,
                    shown(selector.members()),
                    "labels of the pods of " + describe(meant),
                    "set the selector to labels that these pods have, or give them these labels");
        } else {
            ports.forEach(port -> target(port, picked, findings));
        }
    }

    /** Whether it is one of Alluxio's workloads that declares a number that the Service is for. */
    private static boolean declaresOneOf(Pod pod, List<Field> ports) {
        return pod.containers(Role.values()).stream()
                .flatMap(container -> container.ports().stream())
                .map(port -> port.at("containerPort").integer())
                .anyMatch(number -> number.isPresent()
                        && ports.stream()
                                .anyMatch(port -> port.at("port").integer().equals(number)
                                        || port.at("targetPort").integer().equals(number)));
    }

    private static void target(Field port, List<Workload> picked, Findings findings) {
        Optional<String> name = port.at("targetPort").text();
        boolean there = name.isEmpty()
                || picked.stream()
                        .flatMap(workload -> workload.pod().containers().stream())
                        .flatMap(container -> container.field().at("ports").items().stream())
                        .anyMatch(declared -> declared.at("name").is(name.get()));
        if (!there) {
            findings.report(
                    port.at("targetPort"),
                    "targetPort: " + name.get() + ", which no container declares",
                    "the name of a port of " + describe(picked),
                    "set targetPort to the name that the container gives the port, or to its number");
        }
    }

    private static String shown(List<Field> labels) {
        return labels.stream()
                .map(label -> label.name() + ": " + label.string())
                .collect(Collectors.joining(", "));
    }

    private static String describe(List<Workload> workloads) {
        return workloads.stream()
                .map(workload -> workload.object().kind().kind() + " "
                        + workload.object().name())
                .collect(Collectors.joining(", "));
    }
}
