package alluxio.admission.manifest;

import alluxio.admission.model.Keys;
import alluxio.admission.model.kube.CustomWorkloads;
import alluxio.admission.model.kube.CustomWorkloads.CustomWorkload;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.GroupVersionKind;
import alluxio.admission.model.kube.PodMetadataSites;
import alluxio.admission.model.kube.PodTemplateSearch;
import alluxio.admission.model.view.MessageText;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What users are told about kinds that are not Kubernetes' own: what is not written or not judged, why, and what to do. */
public final class KindAdvice {
    private static final String LABEL = "the label " + Keys.INJECT + ": \"true\"";

    private KindAdvice() {}

    /** Why an injection is not written into the template; empty where it is. */
    public static Optional<String> notWritten(ManifestPod site) {
        if (!site.byShape()) {
            return Optional.empty();
        }
        Optional<CustomWorkload> known = CustomWorkloads.find(GroupVersionKind.of(site.owner()));
        if (known.isPresent() && known.get().keepsInjection()) {
            return Optional.empty();
        }
        List<String> labels = known.map(CustomWorkload::labels).orElse(List.of());
        String why = known.filter(workload -> !workload.unsuitable().isEmpty())
                .map(CustomWorkload::unsuitable)
                .orElse("the definition of this kind may drop what is injected");
        return Optional.of(why + "; the webhook injects its pods when they are created, if they have " + LABEL
                + (labels.isEmpty()
                        ? ": see with kubectl apply --dry-run=server -o yaml whether it stays in " + site.path()
                                + ".metadata.labels"
                        : ": set it in " + String.join(" and ", labels)));
    }

    /**
     * What is to be said about an object of another kind in which no template was found; empty where nothing in it looks like
     * a pod.
     */
    public static Optional<String> withoutTemplate(ObjectNode owner, PodTemplateSearch.Result found) {
        if (!found.templates().isEmpty()) {
            return Optional.empty();
        }
        List<String> labels = CustomWorkloads.find(GroupVersionKind.of(owner))
                .map(CustomWorkload::labels)
                .orElse(List.of());
        if (labels.isEmpty() && found.parts().isEmpty()) {
            return found.complete() ? Optional.empty() : Optional.of(tooDeep());
        }
        String places =
                MessageText.list(found.parts().stream().map(FieldPath::toString).toList());
        String what = places.isEmpty()
                ? "it has no pod template to judge or write"
                : "it has only parts of pods (" + places + "), which are neither judged nor written";
        String where = labels.isEmpty() ? "where this kind takes the labels of its pods" : String.join(" and ", labels);
        String labelled = MessageText.list(PodMetadataSites.of(owner).stream()
                .filter(site -> isTrue(site.metadata()))
                .map(site -> site.path() + ".labels")
                .toList());
        return Optional.of(
                labelled.isEmpty()
                        ? what + "; to have its pods injected by the webhook, set " + LABEL + " in " + where
                        : what + "; the webhook injects its pods when they are created: " + LABEL + " is in "
                                + labelled);
    }

    private static boolean isTrue(JsonNode metadata) {
        return metadata.path("labels").path(Keys.INJECT).stringValue("").equals("true");
    }

    private static String tooDeep() {
        return "it is nested too deeply to be searched for pod templates (more than " + PodTemplateSearch.DEPTH
                + " levels, or names of more than " + PodTemplateSearch.PATH_CHARACTERS + " characters)";
    }

    /** Why nothing can be said of a template before its pods exist; empty where it can. */
    public static Optional<String> undecidable(ManifestPod site) {
        if (!site.byShape()) {
            return Optional.empty();
        }
        return List.of("initContainers", "containers").stream()
                .filter(list -> site.pod()
                        .path("spec")
                        .path(list)
                        .valueStream()
                        .anyMatch(container ->
                                container.path("name").stringValue("").isEmpty()))
                .findFirst()
                .map(list -> "a container in " + site.field("spec." + list)
                        + " has no name, which its operator gives it; the webhook decides when the pods are created");
    }
}
