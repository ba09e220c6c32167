package alluxio.admission.injector;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.request.AnnotationSizes;
import alluxio.admission.injector.request.PodStructure;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.StatusReader;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Utf8;
import alluxio.admission.model.configuration.OnConflict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Removes from a pod what an injection added, by the pod's {@code alluxio.io/status}. It needs no configuration, since today's
 * need not be the one of the injection. A pure function of the pod; safe for use by many threads. Total: there is a result for
 * any tree.
 */
public final class Uninjector {
    private static final String FIELD = "metadata.annotations[" + Keys.STATUS + "]";

    private final StatusReader statusReader = new StatusReader();

    /** Removes with the default budget. */
    public Removal remove(ObjectNode pod) {
        return remove(pod, Budget.ofDecision());
    }

    /**
     * Uninjects a pod.
     *
     * @param pod a pod or the template of one; never changed
     * @param budget spent by what is read
     * @throws alluxio.admission.model.BudgetExceededException if it is spent before the end
     */
    public Removal remove(ObjectNode pod, Budget budget) {
        JsonNode annotation = pod.path("metadata").path("annotations").get(Keys.STATUS);
        if (annotation == null) {
            return new Removal.NothingInjected("it has no annotation " + Keys.STATUS);
        }
        List<Refusal> malformed = PodStructure.check(pod, budget);
        if (!malformed.isEmpty()) {
            return new Removal.NotRemovable(malformed);
        }
        String text = annotation.stringValue("");
        if (AnnotationSizes.isTooLong(text)) {
            return refused(
                    "has " + Utf8.length(text)
                            + " bytes, more than an injection writes; remove the annotation, and Alluxio's volumes, mounts and variables by hand");
        }
        Optional<String> newer = statusReader.newer(text, budget);
        return newer.isPresent()
                ? refused(newer.get()
                        + "; uninject the pod with the version of alluxio-admission that injected it, or a newer one")
                : removed(pod, statusReader.read(text, budget), budget);
    }

    private static Removal refused(String problem) {
        return new Removal.NotRemovable(
                List.of(new Refusal("uninject-status", FIELD, "annotation " + Keys.STATUS + " " + problem)));
    }

    private static Removal removed(ObjectNode pod, Optional<InjectionStatus> status, Budget budget) {
        InjectionReport report = new InjectionReport(OnConflict.DENY);
        JsonPatchBuilder patch =
                JsonPatchBuilder.ofCopy(pod, new StatusRecorder(Optional.empty(), report.explanation()), budget);
        Uninjection uninjection = new Uninjection(
                patch, status.orElse(new InjectionStatus("", "", List.of(), Map.of(), Map.of())), report);
        if (status.isEmpty()) {
            report.warn(
                    "uninject-status",
                    "annotation " + Keys.STATUS + " was not written by an injection, so only the annotation itself was "
                            + "removed; remove Alluxio's volumes, mounts and variables by hand");
        }
        removeAll(uninjection);
        if (pod.path("metadata")
                .path("labels")
                .path(Keys.INJECT)
                .stringValue("")
                .equals("true")) {
            report.inform(
                    "uninject-label",
                    "the label " + Keys.INJECT
                            + " is still \"true\", so the webhook will inject the pod again; to keep Alluxio out, "
                            + "set it to \"false\"");
        }
        return new Removal.Uninjected(patch.patch(), report.notes());
    }

    /** Removes all additions in the status, and the status. */
    static void removeAll(Uninjection uninjection) {
        uninjection.status().additions().entrySet().stream()
                .sorted(Comparator.comparingInt(e -> Removers.order(e.getKey().kind())))
                .forEach(e -> Removers.of(e.getKey().kind()).remove(uninjection, e.getKey(), e.getValue()));
        uninjection.finish(Keys.STATUS);
    }
}
