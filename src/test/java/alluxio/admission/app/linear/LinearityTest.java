package alluxio.admission.app.linear;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.validation.Validation;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.Budget;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.MutationHandler;
import alluxio.admission.webhook.review.ReviewHandler;
import alluxio.admission.webhook.review.ValidationHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A review, from its bytes to those of the answer, costs at most linear work in its size. The JVM has only the compiler
 * C1: C2's escape analysis would make allocations depend on what was compiled when.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("linear")
@DisplayName("The cost of a review grows no faster than the review")
class LinearityTest {
    private final AdmissionReviewCodec codec = new AdmissionReviewCodec();
    private final ReviewHandler mutation =
            MutationHandler.forLabelledPods(new Injector(TestConfigurations.everything())::decide);
    private final Validation judge = Validation.ofOneObject(TestConfigurations.everything(), InstantSource.system());
    private final ReviewHandler validation =
            new ValidationHandler((review, limits) -> judge.judge(review, limits.budget()));
    private final Growths growths = new Growths();

    static Stream<Dimension> pods() {
        return Stream.concat(PodDimensions.all().stream(), TextDimensions.all().stream());
    }

    /** The injector's part of an update is that of a creation, twice. */
    static Stream<Dimension> updated() {
        return objects().filter(dimension -> !dimension.name().startsWith("client:"));
    }

    static Stream<Dimension> objects() {
        return Stream.concat(pods(), ObjectDimensions.all().stream());
    }

    @BeforeAll
    void loadClasses() {
        for (Dimension dimension : objects().toList()) {
            ObjectNode small = dimension.object().apply(2);
            review(small, null, mutation).accept(Budget.ofDecision());
            review(small, null, validation).accept(Budget.ofDecision());
        }
    }

    @AfterAll
    void report() {
        growths.print();
    }

    @ParameterizedTest(name = "mutate: {0}")
    @MethodSource("pods")
    void mutate(Dimension dimension) {
        assertThat(growths.of(
                        "mutate", dimension, 1, Dimension.LARGEST_SCALE, object -> review(object, null, mutation)))
                .isEmpty();
    }

    @ParameterizedTest(name = "validate: {0}")
    @MethodSource("objects")
    void validate(Dimension dimension) {
        assertThat(growths.of(
                        "validate", dimension, 1, Dimension.LARGEST_SCALE, object -> review(object, null, validation)))
                .isEmpty();
    }

    @ParameterizedTest(name = "validate an update: {0}")
    @MethodSource("updated")
    void update(Dimension dimension) {
        assertThat(growths.of(
                        "update",
                        dimension,
                        1,
                        Dimension.LARGEST_SCALE,
                        object -> review(object, changed(object), validation)))
                .isEmpty();
    }

    private static ObjectNode changed(ObjectNode object) {
        ObjectNode old = object.deepCopy();
        ((ObjectNode) old.get("metadata")).put("generation", 1);
        if (old.get("spec") instanceof ObjectNode spec) {
            spec.put("minReadySeconds", 3);
        }
        if (old.get("data") instanceof ObjectNode data) {
            data.put("changed", "3");
        }
        return old;
    }

    private Consumer<Budget> review(
            ObjectNode object, @org.jspecify.annotations.Nullable ObjectNode old, ReviewHandler handler) {
        ObjectNode review = Trees.json("{'apiVersion':'admission.k8s.io/v1','kind':'AdmissionReview'}");
        ObjectNode request = review.putObject("request");
        String apiVersion = object.path("apiVersion").stringValue("");
        int slash = apiVersion.indexOf('/');
        request.put("uid", "u").put("operation", old == null ? "CREATE" : "UPDATE");
        request.put("namespace", object.path("metadata").path("namespace").stringValue("default"));
        request.putObject("kind")
                .put("group", slash < 0 ? "" : apiVersion.substring(0, slash))
                .put("version", apiVersion.substring(slash + 1))
                .put("kind", object.path("kind").stringValue(""));
        request.set("object", object);
        if (old != null) {
            request.set("oldObject", old);
        }
        byte[] body = JsonMapper.shared().writeValueAsBytes(review);
        return budget -> {
            try {
                var read = codec.decode(body);
                codec.encode(read, handler.handle(read, new DecisionLimits(budget, Duration.ofSeconds(30))));
            } catch (BadReviewException e) {
                throw new IllegalStateException("the generator makes what the codec refuses", e);
            }
        };
    }
}
