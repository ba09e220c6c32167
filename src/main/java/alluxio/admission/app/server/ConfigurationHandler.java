package alluxio.admission.app.server;

import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import alluxio.admission.app.server.ConfigurationText.BadText;
import alluxio.admission.app.server.ConfigurationText.GoodText;
import alluxio.admission.app.server.ConfigurationText.SameText;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionResponse;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.NotReadyException;
import alluxio.admission.webhook.review.ReviewHandler;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Judges the ConfigMap with the server's own configuration when it is applied. The API server sends only that one: the chart's
 * {@code matchConditions} name it. It is refused only if it says that it is for this version: during an upgrade or a rollback the
 * servers of one version see the configuration of another. Nothing else is refused, so that a cluster without a configuration can
 * be repaired. Thread-safe.
 */
final class ConfigurationHandler implements ReviewHandler {
    private final AdmissionConfigurationReader reader = new AdmissionConfigurationReader();
    private final ConfigurationAnswers answers;

    /** What is read takes many times the memory of its text, so that one is read at a time. */
    private final Semaphore reading = new Semaphore(1);

    /** @param version of the running server */
    ConfigurationHandler(String version) {
        this.answers = new ConfigurationAnswers(version);
    }

    @Override
    public AdmissionResponse handle(AdmissionRequest request, DecisionLimits limits) {
        if (!request.kind().equals("ConfigMap") || !request.subresource().isEmpty()) {
            return AdmissionResponse.ignored();
        }
        return switch (request.operation()) {
            case CREATE, UPDATE -> judged(request, limits);
            case DELETE -> answers.deleted();
            case CONNECT, OTHER -> AdmissionResponse.ignored();
        };
    }

    private AdmissionResponse judged(AdmissionRequest request, DecisionLimits limits) {
        return switch (ConfigurationText.of(request)) {
            case SameText _ -> AdmissionResponse.ignored();
            case BadText bad -> answers.rejected(request, List.of(bad.problem()));
            case GoodText good -> {
                limits.budget().spendText(good.text().length());
                yield switch (read(good.text(), limits)) {
                    case ConfigurationResult.Loaded loaded -> answers.accepted(loaded.remarks());
                    case ConfigurationResult.Rejected rejected -> answers.rejected(request, rejected.errors());
                };
            }
        };
    }

    private ConfigurationResult read(String text, DecisionLimits limits) {
        try {
            if (!reading.tryAcquire(limits.time().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NotReadyException("another configuration is being read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("the server stops");
        }
        try {
            return reader.read(text, ConfigurationText.KEY);
        } finally {
            reading.release();
        }
    }
}
