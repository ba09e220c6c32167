package alluxio.admission.webhook.review;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Budget;
import alluxio.admission.webhook.TestReviews;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutationHandlerTest {
    private static final List<Note> NOTES = List.of(
            new Note(Note.NoteSeverity.INFO, "fyi", "good to know"),
            new Note(Note.NoteSeverity.WARNING, "act", "do something"));

    private final List<InjectionRequest> asked = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "operation":"CREATE"                    | "operation":"UPDATE"
                    "operation":"CREATE"                    | "operation":"DELETE"
                    "operation":"CREATE"                    | "operation":"NONSENSE"
                    "operation":"CREATE"                    | "operation":"CREATE","subResource":"ephemeralcontainers"
                    "version":"v1","kind":"Pod"             | "version":"v1","kind":"Service"
                    "version":"v1","kind":"Pod"             | "version":"v2","kind":"Pod"
                    {"group":"","version":"v1","kind":"Pod" | {"group":"metrics.k8s.io","version":"v1","kind":"Pod"
                    """)
    void otherRequestsAreAllowedWithoutTheInjector(String part, String instead) throws Exception {
        AdmissionResponse answer =
                handle(TestReviews.pod("u", "p").replace(part, instead), new Decision.NotOptedIn(""), false);

        assertThat(answer).isEqualTo(AdmissionResponse.ignored());
        assertThat(asked).isEmpty();
    }

    @Test
    void theNamespaceComesFromTheRequestAndItsOptInFromThePath() throws Exception {
        String elsewhere =
                TestReviews.pod("u", "p").replace("\"metadata\":{", "\"metadata\":{\"namespace\":\"other\",");
        handle(elsewhere, new Decision.NotOptedIn(""), true);
        handle(elsewhere.replace("\"namespace\":\"lab\",", ""), new Decision.NotOptedIn(""), false);

        assertThat(asked).extracting(InjectionRequest::namespace).containsExactly("lab", "other");
        assertThat(asked).extracting(InjectionRequest::namespaceOptedIn).containsExactly(true, false);
    }

    @Test
    void onlyWarningsAreForTheUser() throws Exception {
        AdmissionResponse answer = handle(
                TestReviews.pod("u", "p"),
                new Decision.Injected("main", List.of("fuse", "hdfs"), JsonPatch.EMPTY, NOTES),
                false);

        assertThat(answer.outcome()).isEqualTo(AdmissionOutcome.UNCHANGED);
        assertThat(answer.remarks().warnings()).containsExactly(AdmissionWarning.of("do something"));
        assertThat(answer.remarks().auditAnnotations())
                .isEqualTo(Map.of(
                        "decision", "unchanged", "profile", "main", "features", "fuse,hdfs", "notes", "act,fyi"));
    }

    @Test
    void aRefusalNamesEveryRule() throws Exception {
        AdmissionResponse answer = handle(
                TestReviews.pod("u", "p"),
                new Decision.Refused(
                        List.of(
                                new Refusal("a", "f", "one"),
                                new Refusal("b", "g", "two"),
                                new Refusal("a", "h", "three")),
                        NOTES),
                false);

        AdmissionResponse.Denied denied = (AdmissionResponse.Denied) answer;
        assertThat(denied.message()).contains("one", "two", "three");
        assertThat(denied.causes()).hasSize(3).contains(new AdmissionResponse.Cause("b", "g", "two"));
        assertThat(denied.rules()).containsExactly("a", "b");
        assertThat(denied.remarks().auditAnnotations())
                .containsEntry("decision", "refused")
                .containsEntry("rules", "a,b");
    }

    @Test
    void auditAnnotationsSayWhetherAPodOptedInOrWasSkipped() throws Exception {
        AdmissionResponse notAsked = handle(TestReviews.pod("u", "p"), new Decision.NotOptedIn("no label"), false);
        AdmissionResponse skipped =
                handle(TestReviews.pod("u", "p"), new Decision.Skipped("windows", JsonPatch.EMPTY, List.of()), false);

        assertThat(notAsked.remarks().auditAnnotations()).isEqualTo(Map.of("decision", "not_asked"));
        assertThat(skipped.remarks().auditAnnotations()).isEqualTo(Map.of("decision", "skipped", "reason", "windows"));
    }

    private AdmissionResponse handle(String review, Decision decision, boolean namespaceOptedIn) throws Exception {
        BiFunction<InjectionRequest, Budget, Decision> injector = (request, _) -> {
            asked.add(request);
            return decision;
        };
        MutationHandler handler = namespaceOptedIn
                ? MutationHandler.forOptedInNamespaces(injector)
                : MutationHandler.forLabelledPods(injector);
        return handler.handle(
                new AdmissionReviewCodec().decode(TestReviews.bytes(review)), DecisionLimits.ofDecision());
    }
}
