package alluxio.admission.app.manifest;

import alluxio.admission.app.manifest.ControllerChain.ControllerReference;
import alluxio.admission.app.manifest.ControllerChain.ControllingWorkload;
import alluxio.admission.app.manifest.ManifestInjector.InjectedManifests;
import alluxio.admission.app.manifest.ManifestInjector.PodDecision;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.keys.MissedOptIn;
import alluxio.admission.manifest.ManifestObject;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.PodTemplates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says of pods without the label which key of theirs, or of their workload, was most likely meant to opt them in, and where to
 * correct it. Also of pods that a controller made: it is their workload that must be corrected.
 */
public final class MissedOptIns {
    private static final String METADATA = "metadata";

    private final InjectionSettings settings;
    private final ControllerChain controllers;
    private final String defaultNamespace;

    private MissedOptIns(InjectionSettings settings, ControllerChain controllers, String defaultNamespace) {
        this.settings = settings;
        this.controllers = controllers;
        this.defaultNamespace = defaultNamespace;
    }

    /**
     * The decisions with these reasons.
     *
     * @param others further objects among which controllers are looked for
     */
    public static List<PodDecision> explain(
            InjectedManifests manifests, List<ObjectNode> others, InjectionSettings settings, String defaultNamespace) {
        Map<String, ObjectNode> objects = Stream.concat(
                        others.stream(),
                        manifests.documents().stream().flatMap(document -> ManifestPod.objects(document.content())))
                .collect(Collectors.toMap(
                        object -> ManifestObject.describe(object, defaultNamespace), o -> o, (first, _) -> first));
        ControllerChain controllers = new ControllerChain((reference, namespace) -> Optional.ofNullable(
                        objects.get(new ControllingWorkload(reference, Optional.empty()).describe(namespace)))
                .filter(object -> isOf(object, reference)));
        MissedOptIns missed = new MissedOptIns(settings, controllers, defaultNamespace);
        return manifests.results().stream().map(missed::explain).toList();
    }

    private static boolean isOf(ObjectNode object, ControllerReference reference) {
        return JsonNodes.text(object, "apiVersion").equals(reference.apiVersion());
    }

    private PodDecision explain(PodDecision result) {
        return result.decision().equals(Injector.NOT_LABELLED)
                ? reason(result.site()).map(result::withDecision).orElse(result)
                : result;
    }

    private Optional<Decision> reason(ManifestPod site) {
        ObjectNode owner = site.owner();
        Optional<ControllingWorkload> top =
                controllers.top(owner.path(METADATA), ManifestObject.namespace(owner, defaultNamespace));
        JsonNode ofPod = site.pod().path(METADATA);
        String subject = site.path().segments().isEmpty() ? "the pod " : "the template ";
        return MissedOptIn.inPod(ofPod, settings)
                .map(missed -> decision(subject, missed, place(site, top)))
                .or(() -> site.byShape() ? Optional.empty() : besideTemplate(owner, place(site, Optional.empty())))
                .or(() -> top.flatMap(ControllingWorkload::object)
                        .flatMap(workload -> besideTemplate(workload, place(site, top))));
    }

    /** Whether the workload has it where its pods do not get it. */
    private Optional<Decision> besideTemplate(ObjectNode workload, String place) {
        Optional<ObjectNode> template =
                PodTemplates.path(JsonNodes.text(workload, "kind")).isEmpty()
                        ? Optional.empty()
                        : PodTemplates.find(workload);
        JsonNode ofTemplate = template.map(pod -> pod.path(METADATA)).orElse(workload.path(METADATA));
        return template.flatMap(_ -> Stream.of(
                        workload.path(METADATA),
                        workload.path("spec").path("jobTemplate").path(METADATA))
                .flatMap(metadata -> MissedOptIn.besideTemplate(metadata, ofTemplate, settings).stream())
                .findFirst()
                .map(missed -> decision(ManifestObject.describe(workload, defaultNamespace) + " ", missed, place)));
    }

    private static Decision decision(String subject, MissedOptIn missed, String place) {
        return new Decision.NotOptedIn(subject + missed.predicate(), missed.fix(place));
    }

    /** Where the label belongs that reaches the pod. */
    private String place(ManifestPod site, Optional<ControllingWorkload> top) {
        if (top.isPresent()) {
            String namespace = ManifestObject.namespace(site.owner(), defaultNamespace);
            ControllerReference reference = top.get().reference();
            List<String> path = PodTemplates.path(reference.kind());
            return isKnown(reference)
                    ? String.join(".", path) + ".metadata.labels of "
                            + top.get().describe(namespace)
                    : "the labels that " + top.get().describe(namespace) + " gives its pods";
        }
        String labels = site.field("metadata.labels");
        boolean exists = site.path().segments().isEmpty()
                && !JsonNodes.text(site.pod().path(METADATA), "uid").isEmpty();
        return exists ? labels + ", and create the pod again" : labels;
    }

    private static boolean isKnown(ControllerReference reference) {
        return reference.apiVersion().startsWith("apps/")
                || reference.apiVersion().startsWith("batch/v1")
                || reference.apiVersion().equals("v1");
    }
}
