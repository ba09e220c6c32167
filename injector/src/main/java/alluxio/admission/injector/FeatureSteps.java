package alluxio.admission.injector;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.fuse.FuseMutator;
import alluxio.admission.injector.hdfs.HdfsMutator;
import alluxio.admission.injector.hostaliases.HostAliasesMutator;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.shortcircuit.AlluxioShortCircuitMutator;
import alluxio.admission.injector.shortcircuit.ShortCircuitMutator;
import alluxio.admission.model.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The features that a pod asks for, one after the other; what becomes of each goes into the reasons. */
record FeatureSteps(PodView view, InjectionReport report) {
    /** One feature may be different things to applications and to Alluxio's own containers. */
    private record Step(Feature feature, List<Mutator> mutators) {
        boolean mutate(Injection injection) {
            boolean applied = false;
            for (Mutator mutator : mutators) {
                applied |= mutator.mutate(injection);
            }
            return applied;
        }
    }

    /** In this order: short-circuit says which property its clients need, and that comes before the profile's own. */
    private static final List<Step> STEPS = List.of(
            new Step(Feature.SHORT_CIRCUIT, List.of(new ShortCircuitMutator(), new AlluxioShortCircuitMutator())),
            new Step(Feature.FUSE, List.of(new FuseMutator())),
            new Step(Feature.HDFS, List.of(new HdfsMutator())),
            new Step(Feature.HOST_ALIASES, List.of(new HostAliasesMutator())));

    /** Those that were applied, as users write them. */
    List<String> apply(Injection injection) {
        PodSettings settings = injection.settings();
        List<String> applied = new ArrayList<>();
        for (Step step : STEPS) {
            InjectionReport.Mark before = report.mark();
            boolean asked = settings.features().contains(step.feature());
            boolean has = false;
            if (asked && !view.offers(step.feature())) {
                notOffered(step.feature(), settings);
            } else if (asked && step.mutate(injection)) {
                has = true;
                applied.add(step.feature().key());
            }
            FeatureExplanation.explain(step.feature(), settings, has, before, report);
        }
        return applied;
    }

    /**
     * What the pod asked for itself it must hear of, and that a sandbox keeps it from what it could have elsewhere; what only
     * the profile of one of Alluxio's own pods has is a remark.
     */
    private void notOffered(Feature feature, PodSettings settings) {
        String left = feature.key() + " is left out: ";
        Optional<String> sandbox = view.whySandbox();
        if (sandbox.isPresent()) {
            report.warn("sandbox", left + sandbox.get());
            return;
        }
        String message = left + "it is for clients"
                + (feature == Feature.SHORT_CIRCUIT ? ", workers and FUSE" : "")
                + ", and this is a pod of Alluxio's own";
        if (settings.featuresAsked()) {
            report.warn("own-pod", message);
        } else {
            report.inform("own-pod", message);
        }
    }
}
