package alluxio.admission.cluster.check.clients;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.Counted;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.model.kube.JsonNodes;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Whether controllers could not create pods lately because the webhook refused them: only an Event says so. */
public final class RefusedCheck extends ClientCheck {
    private static final Duration LATELY = Duration.ofHours(1);
    private static final String WEBHOOKS = ".alluxio.io\" denied the request";

    public RefusedCheck() {
        super("refused", "refused lately");
    }

    @Override
    CheckResult check(CheckedCluster cluster) {
        List<String> unseen = cluster.objects().listing(ReadableKind.EVENT).problems();
        if (!unseen.isEmpty()) {
            return info().skipped(unseen.getFirst());
        }
        Map<String, String> refused = new LinkedHashMap<>();
        for (ObjectNode event : cluster.objects().all(ReadableKind.EVENT)) {
            String message = JsonNodes.text(event, "message");
            if (message.contains(WEBHOOKS) && isLate(event, cluster.facts().takenAt())) {
                refused.put(
                        JsonNodes.text(event.path("involvedObject"), "kind") + " " + ObjectNames.namespace(event) + "/"
                                + JsonNodes.text(event.path("involvedObject"), "name"),
                        message);
            }
        }
        return refused.isEmpty()
                ? info().ok("none in the last hour")
                : info().warning(
                                "pods of " + Counted.of(refused.size(), "controller"),
                                "the message says what to correct in the controller's template")
                        .with(refused.entrySet().stream()
                                .map(each -> each.getKey() + ": " + each.getValue())
                                .toList());
    }

    private static boolean isLate(ObjectNode event, Instant now) {
        return Stream.of("lastTimestamp", "eventTime", "firstTimestamp")
                .map(member -> JsonNodes.text(event, member))
                .filter(time -> !time.isEmpty())
                .findFirst()
                .map(RefusedCheck::instant)
                .filter(time -> time.isAfter(now.minus(LATELY)))
                .isPresent();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
