package alluxio.admission.app.linear;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.policy.RuleExamples;
import alluxio.admission.app.policy.RuleExamples.Example;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.AdmissionRequest.Change;
import alluxio.admission.policy.InjectionPreview;
import alluxio.admission.policy.PolicyEngine;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleRegistry;
import alluxio.admission.policy.rules.AllRules;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Each rule by itself, over objects like those of its own examples: the cost of the others hides nothing. */
@Tag("linear")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The cost of a rule grows no faster than the object")
class EachRuleTest {
    private static final LocalDate TODAY = LocalDate.of(2030, 1, 1);
    private static final int FROM = 1;
    private static final int TO = 8;

    private final Growths growths = new Growths();

    static Stream<Named<Rule>> rules() {
        return AllRules.registry().rules().stream()
                .map(rule -> Named.of(rule.info().id(), rule));
    }

    @AfterAll
    void report() {
        growths.print();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isLinear(Rule rule) {
        String id = rule.info().id();
        PolicyEngine engine =
                new PolicyEngine(new RuleRegistry(List.of(rule)), PolicySettings.DEFAULT, InjectionPreview.NONE);
        int measured = 0;
        List<String> faults = new ArrayList<>();
        for (AdmissionRequest review : reviews(id)) {
            if (!engine.evaluate(review, ClusterView.NOTHING, TODAY).evaluated().contains(id)) {
                continue; // an object beside the one that the example is about
            }
            for (Growth growth : Growth.all()) {
                if (growth.apply(object(review), 1).isPresent()) {
                    measured++;
                    growths.of(
                                    id,
                                    new Dimension(
                                            growth.name(),
                                            n -> growth.apply(object(review), n).orElseThrow()),
                                    FROM,
                                    TO,
                                    object -> judge(engine, review, object))
                            .forEach(fault -> faults.add(growth + ": " + fault));
                }
            }
        }
        assertThat(measured).as("ways in which its examples grew").isPositive();
        assertThat(faults).isEmpty();
    }

    private static ObjectNode object(AdmissionRequest review) {
        return review.object().or(review::oldObject).orElseThrow();
    }

    private static Consumer<Budget> judge(PolicyEngine engine, AdmissionRequest review, ObjectNode grown) {
        AdmissionRequest asked = review.withChange(new Change(
                review.operation(),
                review.object().map(_ -> grown),
                review.operation() == AdmissionOperation.DELETE ? Optional.of(grown) : review.oldObject()));
        return budget -> engine.evaluate(asked, engine.seen(ClusterView.NOTHING), TODAY, budget);
    }

    /** What the failing examples ask, once each kind of object. */
    private static List<AdmissionRequest> reviews(String rule) {
        return RuleExamples.of(rule).stream()
                .filter(Example::fails)
                .limit(1)
                .flatMap(example -> example.documents().stream())
                .filter(ObjectNode.class::isInstance)
                .map(document -> review((ObjectNode) document))
                .toList();
    }

    private static AdmissionRequest review(ObjectNode document) {
        JsonNode request = document.path("request");
        if (!request.isObject()) {
            return AdmissionRequest.create(document, "alluxio");
        }
        try {
            return new AdmissionReviewCodec().decode(JsonMapper.shared().writeValueAsBytes(document));
        } catch (BadReviewException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
