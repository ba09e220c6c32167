package alluxio.admission.injector;

import alluxio.admission.injector.explain.Explanation.InjectionOutcome;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.patch.StatusAnnotationWriter;
import alluxio.admission.injector.pod.PodContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.request.AnnotationSizes;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Keys;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A pod that opted in and into which nothing is injected: the reason is written into its status.
 *
 * @param previous the status that an earlier injection wrote
 */
record SkippedPod(DecisionContext context, Optional<InjectionStatus> previous) {
    Decision decide(String reason) {
        return decide(reason, _ -> reason);
    }

    /** @param ofContainer why a container is not injected, for {@code explain} */
    Decision decide(String reason, Function<PodElement, String> ofContainer) {
        InjectionReport report = context.report();
        StatusRecorder recorder = new StatusRecorder(previous, report.explanation());
        JsonPatchBuilder patch = JsonPatchBuilder.ofCopy(context.view().pod(), recorder, context.budget());
        StatusAnnotationWriter.write(patch, () -> recorder.skipped(reason));
        JsonPatch change = patch.patch();
        if (AnnotationSizes.tooLarge(patch.annotations()).isPresent()) {
            // No reason to refuse a pod that is skipped; Kubernetes refuses it if its own annotations are too large.
            report.warn(
                    "status-left-out",
                    "annotation " + Keys.STATUS
                            + " is left out: the annotations of the pod leave no room for it; shorten them");
            change = JsonPatch.EMPTY;
        }
        report.warn("skipped", "not injected: " + reason);
        report.explanation().skipAll(reason);
        PodContainers.all(patch.member(patch.root(), "spec"))
                .forEach(container -> report.explanation()
                        .container(container, InjectionOutcome.SKIPPED, ofContainer.apply(container)));
        return new Decision.Skipped(
                reason, change, report.notes(), report.explanation().build(List.of()));
    }
}
