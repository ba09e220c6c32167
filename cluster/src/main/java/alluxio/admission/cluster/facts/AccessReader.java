package alluxio.admission.cluster.facts;

import alluxio.admission.cluster.ApiRequests;
import alluxio.admission.cluster.ApiRequests.ApiAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks the API server which rights the caller has, by SelfSubjectAccessReviews, which every user may create. */
public final class AccessReader {
    private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final ApiRequests api;
    private final JsonMapper mapper = new JsonMapper();

    public AccessReader(ApiRequests api) {
        this.api = api;
    }

    /** In the order of the questions; what gets no answer counts as missing. */
    public Map<AccessQuestion, Boolean> ask(List<AccessQuestion> questions) {
        Map<AccessQuestion, Boolean> answers = new LinkedHashMap<>();
        questions.forEach(question -> answers.put(question, isAllowed(question)));
        return answers;
    }

    private boolean isAllowed(AccessQuestion question) {
        ObjectNode review = mapper.createObjectNode();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
        ObjectNode attributes = review.putObject("spec").putObject("resourceAttributes");
        attributes.put("verb", question.verb()).put("group", question.group()).put("resource", question.resource());
        if (!question.namespace().isEmpty()) {
            attributes.put("namespace", question.namespace());
        }
        ApiAnswer answer = api.post(PATH, review.toString());
        return answer.isOk() && answer.json().path("status").path("allowed").booleanValue(false);
    }
}
