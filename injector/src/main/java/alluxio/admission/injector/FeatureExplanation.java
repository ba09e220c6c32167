package alluxio.admission.injector;

import alluxio.admission.injector.explain.Explanation.InjectionOutcome;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import java.util.List;

/** Explains why a pod has a feature or not, from what the feature's mutator reported. */
final class FeatureExplanation {
    private FeatureExplanation() {}

    /** @param start the position in the report before the mutator ran */
    static void explain(
            Feature feature,
            PodSettings settings,
            boolean applied,
            InjectionReport.ReportPosition start,
            InjectionReport report) {
        List<Refusal> refusals = report.refusalsSince(start);
        if (!refusals.isEmpty()) {
            report.explanation().feature(feature, InjectionOutcome.REFUSED, Refusal.describe(refusals));
        } else if (applied) {
            report.explanation().feature(feature, InjectionOutcome.APPLIED, selectedBy(settings));
        } else if (settings.features().contains(feature)) {
            report.explanation().feature(feature, InjectionOutcome.SKIPPED, leftOut(report.notesSince(start)));
        } else {
            report.explanation().feature(feature, InjectionOutcome.SKIPPED, notSelected(feature, settings));
        }
    }

    private static String selectedBy(PodSettings settings) {
        return settings.featureSelection().fromPod()
                ? "the annotation " + Keys.FEATURES + " selects it"
                : "profile \"" + settings.profile().name() + "\" enables it";
    }

    private static String leftOut(List<Note> notes) {
        return notes.isEmpty()
                ? "it applies to no container of the pod"
                : notes.getFirst().message();
    }

    private static String notSelected(Feature feature, PodSettings settings) {
        String profile = "profile \"" + settings.profile().name() + "\"";
        if (!settings.profile().describes(feature)) {
            return profile + " does not describe it";
        }
        return settings.featureSelection().fromPod()
                ? "the annotation " + Keys.FEATURES + " does not name it"
                : profile + " does not enable it; the annotation " + Keys.FEATURES + " can select it";
    }
}
