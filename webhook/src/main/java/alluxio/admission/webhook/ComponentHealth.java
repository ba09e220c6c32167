package alluxio.admission.webhook;

import java.util.Map;

/**
 * The state of one part, for the readiness probe and for who looks at it.
 *
 * @param ready whether requests may be sent here as far as this part is concerned
 * @param details short texts
 */
public record ComponentHealth(String name, boolean ready, Map<String, String> details) {
    public ComponentHealth {
        details = Map.copyOf(details);
    }
}
