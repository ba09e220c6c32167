package alluxio.admission.injector;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.fuse.FuseMutator;
import alluxio.admission.injector.hdfs.HdfsMutator;
import alluxio.admission.injector.hostaliases.HostAliasesMutator;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.request.FeatureSupport;
import alluxio.admission.injector.shortcircuit.AlluxioShortCircuitMutator;
import alluxio.admission.injector.shortcircuit.ShortCircuitMutator;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the mutators of the features that a pod selects, one after the other, and explains the outcome of each. */
record FeatureSteps(PodView view, InjectionReport report) {
    /** A feature may have different mutators for applications and for containers of Alluxio. */
    private record FeatureStep(Feature feature, List<Mutator> mutators) {
        boolean mutate(Injection injection) {
            boolean applied = false;
            for (Mutator mutator : mutators) {
                applied |= mutator.mutate(injection);
            }
            return applied;
        }
    }

    /** The order matters only for client properties: those that short circuit needs come before the profile's. */
    private static final List<FeatureStep> STEPS = List.of(
            new FeatureStep(
                    Feature.SHORT_CIRCUIT, List.of(new ShortCircuitMutator(), new AlluxioShortCircuitMutator())),
            new FeatureStep(Feature.FUSE, List.of(new FuseMutator())),
            new FeatureStep(Feature.HDFS, List.of(new HdfsMutator())),
            new FeatureStep(Feature.HOST_ALIASES, List.of(new HostAliasesMutator())));

    /** Returns the keys of the features that were applied. */
    List<String> apply(Injection injection) {
        PodSettings settings = injection.settings();
        FeatureSupport support = new FeatureSupport(view);
        List<String> applied = new ArrayList<>();
        for (FeatureStep step : STEPS) {
            InjectionReport.ReportPosition start = report.position();
            boolean isApplied = false;
            if (settings.features().contains(step.feature())) {
                if (!support.supports(step.feature())) {
                    reportUnsupported(step.feature(), settings, support);
                } else if (step.mutate(injection)) {
                    isApplied = true;
                    applied.add(step.feature().key());
                }
            }
            if (report.explanation().isWanted()) {
                FeatureExplanation.explain(step.feature(), settings, isApplied, start, report);
            }
        }
        return applied;
    }

    /** A warning if the pod itself selected the feature, or a sandbox rules it out; a note if only the profile selected it. */
    private void reportUnsupported(Feature feature, PodSettings settings, FeatureSupport support) {
        String leftOut = feature.key() + " is left out: ";
        Optional<String> sandbox = support.sandboxReason();
        if (sandbox.isPresent()) {
            report.warn("sandbox", leftOut + sandbox.get());
            return;
        }
        String message = leftOut + "it is for clients"
                + (feature == Feature.SHORT_CIRCUIT ? ", workers and FUSE" : "")
                + ", and this is an Alluxio pod";
        if (settings.featureSelection().fromPod()) {
            report.warn("own-pod", message + "; remove it from " + Keys.FEATURES);
        } else {
            report.inform("own-pod", message);
        }
    }
}
