package alluxio.admission.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.model.Budget;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.OmittedValue;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.Finding.Identity;
import alluxio.admission.policy.InjectionPreview;
import alluxio.admission.policy.PolicyEngine;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.policy.rules.AllRules;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A snapshot has no value of a ConfigMap that is too long to be a variable, but its key. */
@DisplayName("A ConfigMap's value that is too long to be seen")
class OmittedValuesTest {
    private static final String TOO_LONG = "variable-too-long";
    private static final LocalDate TODAY = LocalDate.of(2030, 1, 1);
    private static final PolicyEngine ENGINE =
            new PolicyEngine(AllRules.registry(), PolicySettings.DEFAULT, InjectionPreview.NONE);

    @Test
    @DisplayName("is no reason for a finding that there is not with it: what needs it is not judged")
    void examples() {
        int omitted = 0;
        for (RuleExamples.Example example : RuleExamples.all()) {
            List<ObjectNode> objects = example.documents().stream()
                    .flatMap(ManifestPod::objects)
                    .filter(object -> !kind(object).equals("AdmissionReview"))
                    .toList();
            List<ObjectNode> trimmed =
                    objects.stream().map(OmittedValuesTest::trimmed).toList();
            if (trimmed.equals(objects)) {
                continue;
            }
            omitted++;
            for (ObjectNode object : objects) {
                if (!kind(object).equals("ConfigMap")) {
                    assertThat(identities(judge(object, trimmed)))
                            .as(example + ", " + kind(object))
                            .isSubsetOf(identities(judge(object, objects)));
                }
            }
        }
        assertThat(omitted).isGreaterThan(10);
    }

    @Test
    @DisplayName("makes rules say that they do not judge, for a file and for a hidden variable")
    void notJudged() {
        for (String example : List.of("hidden-options/fails.yaml", "short-circuit-client/passes-core-site.yaml")) {
            List<ObjectNode> objects = RuleExamples.of(example.substring(0, example.indexOf('/'))).stream()
                    .filter(each -> each.toString().equals(example))
                    .flatMap(each -> each.documents().stream())
                    .flatMap(ManifestPod::objects)
                    .toList();
            List<ObjectNode> trimmed =
                    objects.stream().map(OmittedValuesTest::trimmed).toList();
            assertThat(judge(objects.getFirst(), trimmed).notJudged().toString())
                    .as(example)
                    .contains(example.substring(0, example.indexOf('/')));
        }
    }

    private static ObjectNode trimmed(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        if (kind(copy).equals("ConfigMap") && copy.path("data") instanceof ObjectNode data) {
            List.copyOf(data.propertyNames()).forEach(key -> data.set(key, OmittedValue.tooLong()));
        }
        return copy;
    }

    private static PolicyResult judge(ObjectNode object, List<ObjectNode> seen) {
        return ENGINE.evaluate(
                AdmissionRequest.create(
                        object, object.path("metadata").path("namespace").stringValue("default")),
                ENGINE.seen(new ManifestView(seen, "default")),
                TODAY,
                Budget.ofDecision());
    }

    private static Set<Identity> identities(PolicyResult result) {
        return result.findings().stream()
                .filter(finding -> !finding.rule().equals(TOO_LONG))
                .map(Finding::identity)
                .collect(Collectors.toSet());
    }

    private static String kind(ObjectNode object) {
        return object.path("kind").stringValue("");
    }
}
