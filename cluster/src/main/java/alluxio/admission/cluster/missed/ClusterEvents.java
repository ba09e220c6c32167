package alluxio.admission.cluster.missed;

import alluxio.admission.cluster.ClusterConnection;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events in a real cluster, in the namespace of the owner. Needs the right to create them. */
public final class ClusterEvents implements EventSink {
    /** What alerts and {@code kubectl get events --field-selector} look for. */
    static final String REASON = "AlluxioNotInjected";

    private static final Logger log = LoggerFactory.getLogger(ClusterEvents.class);
    private static final String COMPONENT = "alluxio-admission";

    private final ClusterConnection connection;

    /** @param connection the caller's, to be closed by it */
    public ClusterEvents(ClusterConnection connection) {
        this.connection = connection;
    }

    @Override
    public EventResult create(String name, MissedOwner about, Instant at) {
        try {
            connection.client().resource(event(name, about, at)).create();
            return EventResult.CREATED;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return EventResult.EXISTED;
            }
            log.atWarn()
                    .addKeyValue("owner", about.owner())
                    .addKeyValue("reason", e.getMessage())
                    .log("An Event about pods that were not injected could not be created");
            return EventResult.FAILED;
        }
    }

    private static Event event(String name, MissedOwner about, Instant at) {
        String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.namespace())
                .withName(name)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.reference().apiVersion())
                .withKind(about.reference().kind())
                .withNamespace(about.namespace())
                .withName(about.reference().name())
                .withUid(about.reference().uid())
                .endInvolvedObject()
                .withType("Warning")
                .withReason(REASON)
                .withMessage(about.message())
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .build();
    }
}
