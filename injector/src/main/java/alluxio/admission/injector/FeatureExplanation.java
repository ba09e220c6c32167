package alluxio.admission.injector;

import alluxio.admission.injector.explain.Explanation.Outcome;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import java.util.List;

/** Why a pod has a feature or not, from what its mutator has just said. */
final class FeatureExplanation {
    private FeatureExplanation() {}

    /** @param before what had been said when the feature's turn came */
    static void explain(
            Feature feature,
            PodSettings settings,
            boolean applied,
            InjectionReport.Mark before,
            InjectionReport report) {
        List<Refusal> refusals = report.refusalsSince(before);
        if (!refusals.isEmpty()) {
            report.reasons().feature(feature, Outcome.REFUSED, Refusal.describe(refusals));
        } else if (applied) {
            report.reasons().feature(feature, Outcome.APPLIED, asked(settings));
        } else if (settings.features().contains(feature)) {
            report.reasons().feature(feature, Outcome.SKIPPED, leftOut(report.notesSince(before)));
        } else {
            report.reasons().feature(feature, Outcome.SKIPPED, notAsked(feature, settings));
        }
    }

    private static String asked(PodSettings settings) {
        return settings.featuresAsked()
                ? "the annotation " + Keys.FEATURES + " asks for it"
                : "profile \"" + settings.profile().name() + "\" enables it";
    }

    private static String leftOut(List<Note> notes) {
        return notes.isEmpty()
                ? "no container of the pod takes part in it"
                : notes.getFirst().message();
    }

    private static String notAsked(Feature feature, PodSettings settings) {
        String profile = "profile \"" + settings.profile().name() + "\"";
        if (!settings.profile().describes(feature)) {
            return profile + " does not describe it";
        }
        return settings.featuresAsked()
                ? "the annotation " + Keys.FEATURES + " does not name it"
                : profile + " does not enable it; the annotation " + Keys.FEATURES + " can ask for it";
    }
}
