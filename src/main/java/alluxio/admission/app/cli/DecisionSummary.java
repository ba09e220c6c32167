package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestInjector.PodDecision;
import alluxio.admission.injector.Decision;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.OwnerReferences;
import tools.jackson.databind.JsonNode;

/**
 * A decision as one word with its reason, for explanations.
 *
 * @param reason "" if the other parts of the explanation say it
 * @param advice "" if there is nothing to do
 */
record DecisionSummary(String word, String reason, String advice) {
    static DecisionSummary of(PodDecision result) {
        return switch (result.decision()) {
            case Decision.NotOptedIn notAsked -> new DecisionSummary("not asked", notAsked.reason(), notAsked.advice());
            case Decision.Skipped skipped -> new DecisionSummary("skipped", skipped.reason(), "");
            case Decision.Injected injected ->
                injected.patch().isEmpty()
                        ? new DecisionSummary("unchanged", "it is injected already", "")
                        : result.missed()
                                ? missed(result.site().pod().path("metadata"))
                                : new DecisionSummary("injected", "", "");
            case Decision.Refused _ ->
                new DecisionSummary("refused", "", "nothing is injected until all refusals below are fixed");
        };
    }

    private static DecisionSummary missed(JsonNode metadata) {
        String again = OwnerReferences.controller(metadata)
                .map(owner -> "delete it, and its " + JsonNodes.text(owner, "kind") + " creates it again")
                .orElse("delete it and apply it again");
        return new DecisionSummary(
                "not injected",
                "a new pod like it would be, as follows; this one was created before it or its namespace had the label, or"
                        + " while the webhook did not answer",
                again + "; alluxio-admission check says whether the webhook is called");
    }
}
