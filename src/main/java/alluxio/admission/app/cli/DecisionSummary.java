package alluxio.admission.app.cli;

import alluxio.admission.injector.Decision;

/**
 * A decision in a word, for explanations.
 *
 * @param reason "" where the parts of the explanation say all there is
 * @param advice "" where there is nothing to do
 */
record DecisionSummary(String word, String reason, String advice) {
    static DecisionSummary of(Decision decision) {
        return switch (decision) {
            case Decision.NotAsked notAsked -> new DecisionSummary("not asked", notAsked.reason(), notAsked.advice());
            case Decision.Skipped skipped -> new DecisionSummary("skipped", skipped.reason(), "");
            case Decision.Injected injected ->
                injected.patch().isEmpty()
                        ? new DecisionSummary("unchanged", "it is injected already", "")
                        : new DecisionSummary("injected", "", "");
            case Decision.Refused _ ->
                new DecisionSummary("refused", "", "nothing is injected until every refusal below is mended");
        };
    }
}
