package alluxio.admission.app.manifest;

import alluxio.admission.injector.keys.KeyMistake;
import alluxio.admission.injector.keys.KeyPlacement;
import alluxio.admission.manifest.ManifestObject;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.NamespaceOptIns;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.KubernetesKinds;
import alluxio.admission.model.kube.OwnerReferences;
import alluxio.admission.model.kube.PodMetadataSites;
import alluxio.admission.model.kube.PodMetadataSites.PodMetadataSite;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.FindingLocation;
import alluxio.admission.policy.FindingMessage;
import alluxio.admission.policy.PolicyResult;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Misspelt and misplaced {@code alluxio.io/} keys of objects in manifests. In a cluster the API server's own policy warns about them, since
 * the webhook is not sent such objects.
 */
final class ManifestKeyCheck {
    /** The id of the findings. */
    static final String RULE = "inject-key";

    private static final FieldPath METADATA = FieldPath.parse("metadata");
    private static final FieldPath JOB_METADATA = FieldPath.parse("spec.jobTemplate.metadata");

    private final InjectionSettings settings;
    private final NamespaceOptIns namespaces;
    private final String defaultNamespace;

    ManifestKeyCheck(InjectionSettings settings, NamespaceOptIns namespaces, String defaultNamespace) {
        this.settings = settings;
        this.namespaces = namespaces;
        this.defaultNamespace = defaultNamespace;
    }

    /** What is wrong with one object. Objects that a controller made are left out: their templates are at fault. */
    List<KeyMistake> check(ObjectNode object) {
        KeyPlacement placement = new KeyPlacement(settings);
        JsonNode metadata = object.path("metadata");
        if (isKubernetes(object, "Namespace")) {
            placement.namespace(metadata);
        } else if (OwnerReferences.controller(metadata).isEmpty()) {
            boolean optedIn = namespaces.optsIn(ManifestObject.namespace(object, defaultNamespace));
            List<ManifestPod> templates = ManifestPod.ofObject(object);
            templates.forEach(site -> check(site, optedIn, placement));
            if (templates.isEmpty() && !optedIn) {
                checkParts(object, placement);
            }
        }
        return placement.mistakes();
    }

    /** Of a kind with parts of pods: a label at one place may be meant for the annotations at another. */
    private static void checkParts(ObjectNode object, KeyPlacement placement) {
        List<PodMetadataSite> sites = PodMetadataSites.of(object);
        boolean labelled = object.path("metadata").path("labels").has(Keys.INJECT)
                || sites.stream()
                        .anyMatch(site -> site.metadata().path("labels").has(Keys.INJECT));
        if (!labelled) {
            sites.forEach(site -> placement.pod(site.path(), site.metadata(), false));
        }
    }

    private static void check(ManifestPod site, boolean namespaceOptedIn, KeyPlacement placement) {
        JsonNode ofPod = site.pod().path("metadata");
        FieldPath place = site.path().then(METADATA);
        if (!site.byShape() && !site.path().segments().isEmpty()) {
            placement.workload(site.kind(), METADATA, site.owner().path("metadata"), place, ofPod);
            if (isKubernetes(site.owner(), "CronJob")) {
                JsonNode ofJob = site.owner().path("spec").path("jobTemplate").path("metadata");
                placement.workload(site.kind(), JOB_METADATA, ofJob, place, ofPod);
            }
        }
        placement.pod(place, ofPod, namespaceOptedIn);
    }

    private static boolean isKubernetes(ObjectNode object, String kind) {
        return JsonNodes.text(object, "kind").equals(kind) && KubernetesKinds.contains(object);
    }

    /** The result with these mistakes, as warnings. */
    static PolicyResult with(PolicyResult judgement, List<KeyMistake> mistakes) {
        if (mistakes.isEmpty()) {
            return judgement;
        }
        List<Finding> findings = mistakes.stream()
                .map(mistake -> new Finding(
                        RULE,
                        RuleMode.WARN,
                        new FindingLocation(mistake.path(), ""),
                        new FindingMessage("", "", mistake.found(), mistake.fix()),
                        ""))
                .toList();
        return PolicyResult.merged(
                List.of(judgement, new PolicyResult(findings, List.of(), List.of(), List.of(), "", List.of())));
    }
}
