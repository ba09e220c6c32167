package alluxio.admission.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.generated.DecisionInvariants;
import alluxio.admission.app.generated.DecisionUnderTest;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.MutationHandler;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever the webhook's port is sent: a refusal of one line, or an answer with the request's uid. What a review brings is
 * decided on under every invariant.
 */
class ReviewFuzzTest {
    private final AdmissionReviewCodec codec = new AdmissionReviewCodec();
    private final Injector injector = new Injector(TestConfigurations.everything());
    private final MutationHandler handler = MutationHandler.forLabelledPods(injector::decide);
    private final DecisionInvariants invariants = new DecisionInvariants();

    @FuzzTest
    @DictionaryFile(resourcePath = "/alluxio/admission/app/fuzz/pods.dict")
    void review(byte[] body) {
        AdmissionRequest request;
        try {
            request = codec.decode(body);
        } catch (BadReviewException e) {
            assertThat(String.valueOf(e.getMessage())).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
            return;
        }
        JsonNode answer = JsonMapper.shared()
                .readTree(codec.encode(request, handler.handle(request, DecisionLimits.ofDecision())));
        assertThat(answer.at("/response/uid").stringValue(null)).isEqualTo(request.uid());
        assertThat(answer.at("/response/allowed").isBoolean()).isTrue();
        request.object().ifPresent(pod -> invariants.checkAll(DecisionUnderTest.of(injector, pod)));
    }
}
