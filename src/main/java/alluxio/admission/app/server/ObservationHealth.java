package alluxio.admission.app.server;

import alluxio.admission.app.server.ObservedCluster.ObserverStatus;
import alluxio.admission.discovery.CompletedConfiguration.Contradiction;
import alluxio.admission.webhook.ComponentHealth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The readiness of a server as to what it knows of its cluster, and the details of it. */
final class ObservationHealth {
    /** Details are for reading; the rest is in {@code check}. */
    private static final int MOST = 10;

    private ObservationHealth() {}

    /** @param problem of taking something new into force; "" for none */
    static ComponentHealth of(DecisionBasis basis, ObserverStatus status, String problem) {
        Map<String, String> details = new TreeMap<>();
        boolean isOn = basis.inputs().written().discovery().isOn();
        details.put("discovery", isOn ? "on" : "off");
        details.put(
                "profiles",
                joined(List.copyOf(basis.completed().configuration().profiles().keySet())));
        if (isOn) {
            details.put(
                    "namespacesNotReadYet",
                    joined(basis.awaited().namespaces().stream().sorted().toList()));
            details.put("observed", status.age().map(ObservationHealth::age).orElse("not yet"));
            details.put("problem", problem.isEmpty() ? status.problem() : problem);
            details.put("forbidden", joined(status.forbidden()));
            details.put(
                    "contradictions",
                    joined(basis.completed().contradictions().stream()
                            .map(Contradiction::message)
                            .toList()));
            details.put("remarks", joined(basis.completed().remarks()));
            details.put(
                    "unavailable",
                    joined(basis.completed().configuration().discovered().unavailable().entrySet().stream()
                            .map(entry -> "profile \"" + entry.getKey() + "\": " + entry.getValue())
                            .toList()));
            details.put(
                    "leftOut",
                    joined(basis.found().leftOut().stream()
                            .map(left -> left.object() + ": " + left.reason())
                            .toList()));
        }
        return new ComponentHealth("cluster", basis.awaited().isDefaultWritten(), details);
    }

    private static String age(Duration age) {
        return age.toSeconds() + " seconds ago";
    }

    private static String joined(List<String> texts) {
        String joined = String.join("; ", texts.stream().limit(MOST).toList());
        return texts.size() > MOST ? joined + "; and " + (texts.size() - MOST) + " more" : joined;
    }
}
