package alluxio.admission.injector;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.Explanation.InjectionOutcome;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.CopiedMountCheck;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.patch.StatusAnnotationWriter;
import alluxio.admission.injector.pod.PodContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodSettings.ContainerFilter;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.request.AnnotationSizes;
import alluxio.admission.injector.retained.SiblingAdditions;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Feature;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves a pod as another replica injected it, which knew other values of the profile: two replicas whose snapshots differ would else
 * change it back and forth. Containers that were added since get what their siblings have.
 *
 * @param status true of this pod
 * @param excludedContainers by the configuration
 */
record RetainedInjection(
        DecisionContext context, InjectionStatus status, ContainerFilter filter, Set<String> excludedContainers) {
    private static final Set<AdditionKind> SCHEDULING =
            EnumSet.of(AdditionKind.NODE_REQUIREMENTS, AdditionKind.POD_AFFINITY_TERMS);
    private static final String APPLIED = "injected when the pod was created";
    private static final String SKIPPED = "not in the pod's status";

    /** @param difference why this replica would not inject the same */
    Decision decide(String difference) {
        try {
            return retain(difference);
        } catch (StatusRecorder.StatusTooLargeException e) {
            context.report().refuse(AnnotationSizes.full());
            return context.refused();
        }
    }

    private Decision retain(String difference) {
        InjectionReport report = context.report();
        PodView view = context.view();
        StatusRecorder recorder = new StatusRecorder(Optional.of(status), report.explanation());
        JsonPatchBuilder patch = JsonPatchBuilder.ofCopy(view.pod(), recorder, context.budget());
        PodElement spec = patch.object(patch.root(), "spec");
        status.additions().forEach(recorder::retain);
        List<PodElement> selected = ContainerSelection.withoutInjected(
                ContainerSelection.select(PodContainers.all(spec), filter, excludedContainers, report),
                recorder,
                report.explanation());
        if (!view.isAlluxioPod()) {
            new SiblingAdditions(patch, recorder, status, report)
                    .complete(PodContainers.withoutRole(selected, view.labels()));
        }
        new CopiedMountCheck(spec, recorder, report).check();
        if (!report.refusals().isEmpty()) {
            return context.refused();
        }
        if (!patch.patch().isEmpty()) {
            StatusAnnotationWriter.write(
                    patch,
                    () -> new InjectionStatus(
                                    status.profile(),
                                    status.digest(),
                                    status.features(),
                                    status.omissions(),
                                    recorder.additions(),
                                    recorder.parents())
                            .toJson());
            AnnotationSizes.tooLarge(patch.annotations()).ifPresent(report::refuse);
        }
        report.warn(
                "injection-retained",
                "the pod stays as it was injected with profile \"" + Excerpt.of(status.profile()) + "\", though "
                        + difference + "; if it does not start, delete it: a new pod gets what is known then");
        explain(report.explanation());
        return report.refusals().isEmpty() ? injected(patch.patch()) : context.refused();
    }

    private Decision injected(JsonPatch patch) {
        return new Decision.Injected(
                status.profile(),
                status.features(),
                patch,
                context.report().notes(),
                context.report().explanation().build(List.of()));
    }

    private void explain(ExplanationBuilder explanation) {
        for (Feature feature : Feature.values()) {
            boolean applied = status.features().contains(feature.key());
            explanation.feature(feature, outcome(applied), reason(applied));
        }
        boolean scheduled =
                status.additions().keySet().stream().anyMatch(addition -> SCHEDULING.contains(addition.kind()));
        explanation.scheduling(outcome(scheduled), reason(scheduled));
    }

    private static InjectionOutcome outcome(boolean applied) {
        return applied ? InjectionOutcome.APPLIED : InjectionOutcome.SKIPPED;
    }

    private static String reason(boolean applied) {
        return applied ? APPLIED : SKIPPED;
    }
}
