package alluxio.admission.webhook;

import java.util.Map;

/**
 * The state of one component of the server, for {@code /readyz}.
 *
 * @param ready whether the component allows that requests are sent to this server
 * @param details short texts, by their names
 */
public record ComponentHealth(String name, boolean ready, Map<String, String> details) {
    public ComponentHealth {
        details = Map.copyOf(details);
    }
}
