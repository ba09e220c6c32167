package alluxio.admission.webhook.review;

import alluxio.admission.model.Budget;
import java.time.Duration;

/**
 * What a decision may take.
 *
 * @param budget of steps
 * @param time until the request's deadline, when the decision begins
 */
public record DecisionLimits(Budget budget, Duration time) {

    /** A whole budget, and the time that API servers allow a webhook at most. */
    public static DecisionLimits ofDecision() {
        return new DecisionLimits(Budget.ofDecision(), Duration.ofSeconds(30));
    }
}
