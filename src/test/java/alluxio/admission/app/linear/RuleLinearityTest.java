package alluxio.admission.app.linear;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.PolicySettings;
import alluxio.admission.policy.Completion;
import alluxio.admission.policy.PolicyEngine;
import alluxio.admission.policy.Review;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleRegistry;
import alluxio.admission.policy.rules.AllRules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Each rule by itself, without the injection, so that a slow one is not hidden by what all of them share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("linear")
@DisplayName("The cost of a rule grows no faster than the object")
class RuleLinearityTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

    private final Growths growths = new Growths();

    static Stream<Dimension> objects() {
        return Stream.of(PodDimensions.all(), TextDimensions.all(), ObjectDimensions.all())
                .flatMap(List::stream);
    }

    @BeforeAll
    void loadClasses() {
        objects()
                .forEach(dimension -> review(
                                engine(AllRules.registry().rules()),
                                dimension.object().apply(2))
                        .accept(Budget.ofDecision()));
    }

    @AfterAll
    void report() {
        growths.print();
    }

    @ParameterizedTest(name = "all rules: {0}")
    @MethodSource("objects")
    void allRules(Dimension dimension) {
        PolicyEngine engine = engine(AllRules.registry().rules());
        assertThat(growths.of("all rules", dimension, 1, Dimension.LARGEST_SCALE, object -> review(engine, object)))
                .isEmpty();
    }

    @ParameterizedTest(name = "each rule: {0}")
    @MethodSource("objects")
    void eachRule(Dimension dimension) {
        List<String> faults = new ArrayList<>();
        for (Rule rule : AllRules.registry().rules()) {
            PolicyEngine engine = engine(List.of(rule));
            growths.of(rule.info().id(), dimension, 4, Dimension.LARGEST_SCALE / 2, object -> review(engine, object))
                    .forEach(fault -> faults.add(rule.info().id() + ": " + fault));
        }
        assertThat(faults).isEmpty();
    }

    private static PolicyEngine engine(List<Rule> rules) {
        return new PolicyEngine(new RuleRegistry(rules), PolicySettings.DEFAULT, Completion.NONE);
    }

    /** An update, in which both objects are read, where there is something to update. */
    private static Consumer<Budget> review(PolicyEngine engine, ObjectNode object) {
        ObjectNode old = object.deepCopy();
        old.putObject("data").put("changed", "yes");
        Review review = new Review(
                Review.Operation.UPDATE,
                object.path("kind").stringValue(""),
                "",
                object.path("metadata").path("namespace").stringValue("default"),
                Optional.of(object),
                Optional.of(old),
                "");
        return budget -> assertThat(engine.judge(review, engine.seen(ClusterView.NOTHING), TODAY, budget)
                        .internal())
                .isEmpty();
    }
}
