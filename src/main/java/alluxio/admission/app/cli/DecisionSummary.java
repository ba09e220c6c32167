package alluxio.admission.app.cli;

import alluxio.admission.injector.Decision;

/**
 * A decision as one word with its reason, for explanations.
 *
 * @param reason "" if the other parts of the explanation say it
 * @param advice "" if there is nothing to do
 */
record DecisionSummary(String word, String reason, String advice) {
    static DecisionSummary of(Decision decision) {
        return switch (decision) {
            case Decision.NotOptedIn notAsked -> new DecisionSummary("not asked", notAsked.reason(), notAsked.advice());
            case Decision.Skipped skipped -> new DecisionSummary("skipped", skipped.reason(), "");
            case Decision.Injected injected ->
                injected.patch().isEmpty()
                        ? new DecisionSummary("unchanged", "it is injected already", "")
                        : new DecisionSummary("injected", "", "");
            case Decision.Refused _ ->
                new DecisionSummary("refused", "", "nothing is injected until all refusals below are fixed");
        };
    }
}
