package alluxio.admission.app.cli;

import alluxio.admission.injector.Decision;

/**
 * A decision in a word, for explanations.
 *
 * @param reason "" where the parts of the explanation say all there is
 * @param advice "" where there is nothing to do
 */
record Verdict(String word, String reason, String advice) {
    static Verdict of(Decision decision) {
        return switch (decision) {
            case Decision.NotOptedIn notAsked -> new Verdict("not asked", notAsked.reason(), notAsked.advice());
            case Decision.Skipped skipped -> new Verdict("skipped", skipped.reason(), "");
            case Decision.Injected injected ->
                injected.patch().isEmpty()
                        ? new Verdict("unchanged", "it is injected already", "")
                        : new Verdict("injected", "", "");
            case Decision.Refused _ ->
                new Verdict("refused", "", "nothing is injected until every refusal below is mended");
        };
    }
}
