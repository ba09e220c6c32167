package alluxio.admission.policy.rules;

import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.AdmissionRequest.Change;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.InjectionPreview.PreviewedPod;
import alluxio.admission.policy.PolicyEngine;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.policy.SeenObjects;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Evaluates the documents of a manifest by all rules, each with the others in view. An AdmissionReview is what it asks. */
final class ManifestEvaluation {
    private static final String NAMESPACE = "default";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final PolicyEngine ENGINE =
            new PolicyEngine(AllRules.registry(), PolicySettings.DEFAULT, ManifestEvaluation::inject);

    /** @param request what is evaluated */
    record Evaluated(AdmissionRequest request, PolicyResult result) {}

    private ManifestEvaluation() {}

    static PolicyEngine engine() {
        return ENGINE;
    }

    static List<Evaluated> evaluate(List<ObjectNode> documents) {
        SeenObjects seen = ENGINE.seen(view(documents));
        return requests(documents).stream()
                .map(request -> new Evaluated(request, judge(request, seen)))
                .toList();
    }

    static PolicyResult judge(AdmissionRequest request, SeenObjects seen) {
        return ENGINE.evaluate(request, seen, TODAY, Budget.ofDecision());
    }

    /** What is asked about each object. */
    static List<AdmissionRequest> requests(List<ObjectNode> documents) {
        return objects(documents).map(ManifestEvaluation::request).toList();
    }

    /** All objects but AdmissionReviews. */
    static ClusterView view(List<ObjectNode> documents) {
        return new ManifestView(objects(documents).filter(o -> !isReview(o)).toList(), NAMESPACE);
    }

    private static Stream<ObjectNode> objects(List<ObjectNode> documents) {
        return documents.stream().flatMap(ManifestPod::objects);
    }

    static List<Finding> findings(List<ObjectNode> documents) {
        return evaluate(documents).stream()
                .flatMap(evaluated -> evaluated.result().findings().stream())
                .toList();
    }

    /** Stands in for the injector: an opted-in pod gets a hostPath volume. */
    private static PreviewedPod inject(ObjectNode pod, String namespace, Budget budget) {
        if (!pod.at("/metadata/labels").path(Keys.INJECT).stringValue("").equals("true")) {
            return new PreviewedPod(pod, false, List.of());
        }
        ObjectNode injected = pod.deepCopy();
        injected.withObject("/spec")
                .withArray("volumes")
                .addObject()
                .put("name", "alluxio-domain")
                .putObject("hostPath")
                .put("path", "/tmp/alluxio-domain");
        return new PreviewedPod(injected, true, List.of());
    }

    private static boolean isReview(ObjectNode object) {
        return object.path("kind").stringValue("").equals("AdmissionReview");
    }

    private static AdmissionRequest request(ObjectNode object) {
        if (!isReview(object)) {
            return create(object);
        }
        JsonNode request = object.path("request");
        Optional<ObjectNode> now = tree(request.path("object"));
        Optional<ObjectNode> old = tree(request.path("oldObject"));
        AdmissionOperation operation =
                AdmissionOperation.of(request.path("operation").stringValue(""));
        return create(now.or(() -> old).orElseThrow())
                .withChange(new Change(operation, now, old))
                .withUser(request.path("userInfo").path("username").stringValue(""))
                .withSubresource(request.path("subResource").stringValue(""));
    }

    private static AdmissionRequest create(ObjectNode object) {
        return AdmissionRequest.create(
                object, object.path("metadata").path("namespace").stringValue(NAMESPACE));
    }

    private static Optional<ObjectNode> tree(JsonNode node) {
        return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }
}
