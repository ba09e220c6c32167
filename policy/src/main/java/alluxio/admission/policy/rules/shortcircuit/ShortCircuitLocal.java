package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.Kind;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Paths;
import alluxio.admission.policy.view.Properties.Property;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A client that is to open the worker's files can see them.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.user.hostname} of applications and FUSE, where the workers in the same input
 * have no domain socket; {@code volumeMounts} of both at the directories of the tiers
 * ({@code alluxio.worker.tieredstore.level0.dirs.path} and so on).
 *
 * <p><b>Allowed values:</b> each tier on a hostPath that the client mounts at the same path, not read-only; or
 * {@code alluxio.user.short.circuit.enabled=false}; or no {@code alluxio.user.hostname}. Claims are not judged.
 *
 * <p><b>Why:</b> a client that finds itself on the worker's host opens the worker's block files, where there is no domain
 * socket. An emptyDir is the worker's alone: writes fail, and until 2.7.0 reads too.
 *
 * <p><b>Source:</b> {@code LocalFileBlockWriter} and {@code BlockInStream} of 2.0 to 2.10; the charts' tiers are on emptyDir
 * unless {@code tieredstore.levels[].type} is {@code hostPath}.
 */
public final class ShortCircuitLocal implements Rule {
    private static final Pattern TIER = Pattern.compile("alluxio\\.worker\\.tieredstore\\.level\\d+\\.dirs\\.path");

    @Override
    public RuleInfo info() {
        return RuleInfo.warn(
                "short-circuit-local",
                "A client that takes the worker's files for its own, and cannot see them, fails to write.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        List<Container> clients = ClientSockets.clients(subject).stream()
                .filter(ShortCircuitLocal::opensFiles)
                .toList();
        List<Container> workers = clients.isEmpty()
                ? List.of()
                : subject.peers(Kind.WORKLOADS.toArray(Kind[]::new)).stream()
                        .flatMap(peer -> peer.containers(Role.WORKER).stream())
                        .toList();
        // One with a domain socket is another rule's; one that is not seen whole may have one.
        if (workers.stream()
                .anyMatch(w -> !w.properties().isComplete()
                        || w.properties().get(DomainSocket.ADDRESS).isPresent())) {
            return;
        }
        for (Container client : clients) {
            if (workers.stream().noneMatch(w -> hidden(w, client).isEmpty())) {
                workers.stream().findFirst().ifPresent(worker -> report(worker, client, findings));
            }
        }
    }

    private static boolean opensFiles(Container client) {
        boolean off = client.properties()
                .get("alluxio.user.short.circuit.enabled")
                .filter(p -> p.value().equalsIgnoreCase("false"))
                .isPresent();
        return client.properties().get(ClientSockets.HOSTNAME).isPresent()
                && client.properties().isComplete()
                && !off
                && !client.properties().isTrue(DomainSocket.AS_UUID);
    }

    /** A tier that the client does not have. */
    private static Optional<String> hidden(Container worker, Container client) {
        return worker.properties().all().stream()
                .filter(p -> TIER.matcher(p.key()).matches())
                .flatMap(p -> Arrays.stream(p.value().split(",", -1)))
                .map(path -> Paths.normalize(path.strip()))
                .filter(path -> path.startsWith("/"))
                .filter(path -> switch (SharedDirectory.of(worker, client, path)) {
                    case SAME, UNKNOWN -> false;
                    case OTHER, NOTHING -> true;
                })
                .findFirst();
    }

    private static void report(Container worker, Container client, Findings findings) {
        Optional<Property> name = client.properties().get(ClientSockets.HOSTNAME);
        Optional<String> tier = hidden(worker, client);
        if (name.isPresent() && tier.isPresent()) {
            findings.report(
                    client,
                    name.get().origin(),
                    ClientSockets.HOSTNAME + ", and not the worker's " + tier.get(),
                    "the worker's hostPath at " + tier.get(),
                    "mount the worker's hostPath at " + tier.get() + " here, or give the worker a domain socket with -D"
                            + DomainSocket.ADDRESS + "=/opt/domain -D" + DomainSocket.AS_UUID + "=true");
        }
    }
}
