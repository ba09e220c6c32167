package alluxio.admission.app.server;

import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.webhook.WarmUp;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.NotReadyException;
import alluxio.admission.webhook.review.ReviewHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reviews that a server sends to itself before it is ready, and the decisions on them. They rest on an example configuration,
 * so that every feature and rule is used whatever is configured, and before anything is known of the cluster. Thread-safe.
 */
final class WarmUpDecisions {
    private static final String FILE = "warm-up.json";

    /** After so many, nearly all that such reviews use is compiled. */
    private static final int ROUNDS = 12;

    private final String uid = WarmUp.newUid();
    private final JsonNode file = read();
    private volatile @Nullable DecisionBasis basis;

    WarmUpDecisions(DecisionEngine engine) {
        basis = engine.basisOf(
                ConfigurationLoader.parse(file.path("configuration").toString(), FILE));
    }

    private static JsonNode read() {
        try (InputStream in = WarmUpDecisions.class.getResourceAsStream(FILE)) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in, FILE).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is sent. */
    WarmUp reviews() {
        List<WarmUp.Review> reviews = new ArrayList<>();
        for (JsonNode each : file.path("reviews")) {
            ObjectNode review = JsonMapper.shared().createObjectNode();
            review.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
            ObjectNode request = ((ObjectNode) each.path("request")).deepCopy();
            review.set("request", request.put("uid", uid));
            reviews.add(new WarmUp.Review(
                    each.path("path").stringValue(), review.toString().getBytes(StandardCharsets.UTF_8)));
        }
        return new WarmUp(uid, reviews, ROUNDS, true);
    }

    /** The same kind of handler for the server's own reviews and for all others, which decide by something else. */
    <D> ReviewHandler handler(Function<D, ? extends ReviewHandler> kind, D own, D clients) {
        return orElse(kind.apply(own), kind.apply(clients));
    }

    /** Handles the server's own reviews by one handler until the warm-up ends, all others by the other. */
    ReviewHandler orElse(ReviewHandler own, ReviewHandler clients) {
        return (request, limits) ->
                (basis != null && request.uid().equals(uid) ? own : clients).handle(request, limits);
    }

    Decision decide(InjectionRequest request, Budget budget) {
        return basis().decide(request, budget);
    }

    PolicyResult evaluate(AdmissionRequest request, DecisionLimits limits) {
        return basis().judge(request, limits.budget());
    }

    private DecisionBasis basis() {
        DecisionBasis current = basis;
        if (current == null) {
            throw new NotReadyException("the warm-up is over");
        }
        return current;
    }

    /** From now on, no review is the server's own. */
    void end() {
        basis = null;
    }
}
