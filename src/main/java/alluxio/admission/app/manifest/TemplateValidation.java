package alluxio.admission.app.manifest;

import alluxio.admission.app.validation.Validation;
import alluxio.admission.manifest.KindAdvice;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.PodTemplateSearch;
import alluxio.admission.policy.PolicyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The verdict on an object that is not of Kubernetes' own kinds: for each of its pod templates, the one that the webhook
 * gives on the pod that an operator makes of it. The webhook never sees the object itself.
 */
public final class TemplateValidation {
    /** The reason for an object in which nothing looks like a pod. */
    public static final String NO_RULE = "no rule is about this kind";

    private final Validation pods;

    /** @param pods judges pods whose namespace does not opt them in */
    TemplateValidation(Validation pods) {
        this.pods = pods;
    }

    /** Skipped where the object has no template, or none that can be judged; the reason says what to do. */
    PolicyResult judge(ObjectNode object, String namespace) {
        PodTemplateSearch.Result found = PodTemplateSearch.search(object);
        List<PolicyResult> results = new ArrayList<>();
        for (ManifestPod site : ManifestPod.ofSearch(object, found)) {
            Optional<String> undecidable = KindAdvice.undecidable(site);
            results.add(
                    undecidable.isPresent()
                            ? PolicyResult.skipped(undecidable.get())
                            : pods.judge(AdmissionRequest.createPod(site.pod(), namespace))
                                    .under(site.path()));
        }
        return results.isEmpty()
                ? PolicyResult.skipped(KindAdvice.withoutTemplate(object, found).orElse(NO_RULE))
                : PolicyResult.merged(results);
    }
}
