package alluxio.admission.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Budget;
import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.WarmUp;
import alluxio.admission.webhook.review.AdmissionOutcome;
import alluxio.admission.webhook.review.AdmissionResponse;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.MutationHandler;
import alluxio.admission.webhook.review.ReviewHandler;
import alluxio.admission.webhook.review.ValidationHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WarmUpDecisionsTest {
    private final WarmUpDecisions warmUp =
            new WarmUpDecisions(DecisionEngine.fixed(AdmissionConfiguration.defaults(), InstantSource.system()));

    @Test
    void reviewsAreOfEveryShape() throws BadReviewException {
        List<AdmissionResponse> responses = new ArrayList<>();
        for (WarmUp.Review review : warmUp.reviews().reviews()) {
            responses.add(handler(review.path()).handle(decoded(review), limits()));
        }
        Set<AdmissionOutcome> outcomes = responses.stream()
                .map(AdmissionResponse::outcome)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AdmissionOutcome.class)));
        assertThat(outcomes)
                .contains(AdmissionOutcome.INJECTED, AdmissionOutcome.REFUSED, AdmissionOutcome.NOT_OPTED_IN);
        String injected = responses.stream()
                .map(response -> response.remarks().auditAnnotations().getOrDefault("features", ""))
                .collect(Collectors.joining(","));
        assertThat(injected.split(",", -1)).contains(Feature.keys().toArray(String[]::new));
    }

    @Test
    void onlyReviewsWithItsUidAreItsOwnAndOnlyUntilItEnds() throws BadReviewException {
        AdmissionResponse own = AdmissionResponse.ignored();
        ReviewHandler handler = warmUp.orElse((_, _) -> own, (_, _) -> {
            throw new IllegalStateException("a client's");
        });
        AdmissionRequest request = decoded(warmUp.reviews().reviews().getFirst());
        assertThat(handler.handle(request, limits())).isSameAs(own);

        AdmissionRequest other =
                new AdmissionRequest("another", request.target(), request.change(), request.user(), request.dryRun());
        assertThat(isClients(handler, other)).isTrue();
        warmUp.end();
        assertThat(isClients(handler, request)).isTrue();
    }

    private static boolean isClients(ReviewHandler handler, AdmissionRequest request) {
        try {
            handler.handle(request, limits());
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private ReviewHandler handler(String path) {
        return switch (path) {
            case "/mutate" -> MutationHandler.forLabelledPods(warmUp::decide);
            case "/mutate/namespace" -> MutationHandler.forOptedInNamespaces(warmUp::decide);
            default -> new ValidationHandler(warmUp::evaluate);
        };
    }

    private static AdmissionRequest decoded(WarmUp.Review review) throws BadReviewException {
        return new AdmissionReviewCodec().decode(review.body());
    }

    private static DecisionLimits limits() {
        return new DecisionLimits(Budget.ofDecision(), Duration.ofSeconds(30));
    }
}
