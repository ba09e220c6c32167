package alluxio.admission.injector.scheduling;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.kube.Toleration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Warns of a client that may come to a node where no worker can be: one that tolerates a taint its workers do not. There it
 * waits for a directory of Alluxio's. Only where the profile says what the workers tolerate, and the pod's node is not its
 * user's own choice ({@code scheduling: none}).
 */
public final class TaintWarnings {
    /** The API server and controllers give tolerations of this kind to pods by themselves; such a taint is a passing state. */
    private static final String OF_KUBERNETES = "node.kubernetes.io/";

    private TaintWarnings() {}

    public static void warn(Injection injection) {
        Optional<List<Toleration>> workers = injection.profile().scheduling().tolerations();
        if (workers.isEmpty()
                || injection.settings().scheduling().mode() == SchedulingMode.NONE
                || injection.clients().isEmpty()
                || injection.volumes().nodeLocal().isEmpty()) {
            return;
        }
        List<String> more = injection
                .spec()
                .list("tolerations")
                .valueStream()
                .map(TaintWarnings::read)
                .filter(client -> !client.key().startsWith(OF_KUBERNETES)
                        && !client.effect().equals("PreferNoSchedule"))
                .filter(client -> workers.get().stream().noneMatch(worker -> worker.covers(client)))
                .map(Toleration::toString)
                .toList();
        if (!more.isEmpty()) {
            injection
                    .report()
                    .warn(
                            "scheduling-taints",
                            "the pod tolerates " + String.join(", ", more) + ", which the workers of profile \""
                                    + injection.profile().name()
                                    + "\" do not: on a node with that taint it waits for a directory of Alluxio's; take the "
                                    + "toleration out, or give it to the workers and to scheduling.tolerations of the profile, or "
                                    + "set " + Keys.SCHEDULING + ": none");
        }
    }

    private static Toleration read(JsonNode toleration) {
        return new Toleration(
                toleration.path("key").stringValue(""),
                toleration.path("operator").stringValue(""),
                toleration.path("value").stringValue(""),
                toleration.path("effect").stringValue(""));
    }
}
