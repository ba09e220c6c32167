package alluxio.admission.webhook.review;

import alluxio.admission.policy.Review;
import alluxio.admission.policy.Review.Operation;
import java.util.Optional;

/** What the API server asks, as the policy engine takes it. */
public final class Reviews {
    private Reviews() {}

    /** Empty for operations that nobody judges, such as CONNECT. */
    public static Optional<Review> of(AdmissionRequest request) {
        return operation(request.operation())
                .map(operation -> new Review(
                        operation,
                        request.kind().kind(),
                        request.subResource(),
                        request.namespace(),
                        operation == Operation.DELETE ? Optional.empty() : Optional.ofNullable(request.object()),
                        Optional.ofNullable(request.oldObject()),
                        request.user()));
    }

    private static Optional<Operation> operation(String name) {
        return switch (name) {
            case "CREATE" -> Optional.of(Operation.CREATE);
            case "UPDATE" -> Optional.of(Operation.UPDATE);
            case "DELETE" -> Optional.of(Operation.DELETE);
            default -> Optional.empty();
        };
    }
}
