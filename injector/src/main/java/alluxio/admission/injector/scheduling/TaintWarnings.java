package alluxio.admission.injector.scheduling;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.kube.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Warns about a client that may run on a node where no worker can be, because it tolerates a taint that its workers do not. There it
 * waits for a directory of Alluxio. Only if the profile has the workers' tolerations, the pod did not opt out with {@code
 * scheduling: none}, and its node is not known.
 */
public final class TaintWarnings {
    /** The API server and controllers add tolerations of such taints to pods; the taints are temporary conditions of a node. */
    private static final String CONDITION_PREFIX = "node.kubernetes.io/";

    private TaintWarnings() {}

    /** Adds the warning where it applies. */
    public static void warn(Injection injection) {
        Optional<List<Toleration>> workers = injection.profile().scheduling().tolerations();
        if (workers.isEmpty()
                || injection.settings().scheduling().mode() == SchedulingMode.NONE
                || injection.clients().isEmpty()
                || injection.containers().worker().isPresent()
                || injection.directories().placement().node().isPresent()
                || injection.volumes().nodeLocal().isEmpty()) {
            return;
        }
        List<String> additional = additional(injection.spec(), workers.get());
        if (!additional.isEmpty()) {
            warn(injection, additional);
        }
    }

    /** The tolerations of a pod that its workers do not have. */
    private static List<String> additional(PodElement spec, List<Toleration> workers) {
        List<String> additional = new ArrayList<>();
        for (JsonNode toleration : spec.list("tolerations")) {
            Toleration client = read(toleration);
            if (!client.key().startsWith(CONDITION_PREFIX)
                    && !client.effect().equals("PreferNoSchedule")
                    && !isCovered(client, workers)) {
                additional.add(client.toString());
            }
        }
        return additional;
    }

    private static boolean isCovered(Toleration client, List<Toleration> workers) {
        for (Toleration worker : workers) {
            if (worker.covers(client)) {
                return true;
            }
        }
        return false;
    }

    private static void warn(Injection injection, List<String> additional) {
        injection
                .report()
                .warn(
                        "scheduling-taints",
                        "the pod tolerates " + String.join(", ", additional) + ", which the workers of profile \""
                                + injection.profile().name()
                                + "\" do not: on a node with that taint it waits for a directory of Alluxio; remove the "
                                + "toleration, or add it to the workers and to scheduling.tolerations of the profile, or "
                                + "set " + Keys.SCHEDULING + ": none");
    }

    private static Toleration read(JsonNode toleration) {
        return new Toleration(
                toleration.path("key").stringValue(""),
                toleration.path("operator").stringValue(""),
                toleration.path("value").stringValue(""),
                toleration.path("effect").stringValue(""));
    }
}
