package alluxio.admission.injector;

import alluxio.admission.injector.explain.Explanation.Origin;
import alluxio.admission.injector.explain.Explanation.Outcome;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.injector.patch.PatchBuilder;
import alluxio.admission.injector.patch.StatusAnnotation;
import alluxio.admission.injector.pod.PodContainers;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.pod.SpecialPods;
import alluxio.admission.injector.request.AlluxioPodNamespaceCheck;
import alluxio.admission.injector.request.AnnotationSizes;
import alluxio.admission.injector.request.PodSettingsReader;
import alluxio.admission.injector.request.PodStructure;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.StatusReader;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.AdmissionConfiguration;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides what becomes of a pod. A pure function of the request and the configuration it was made with; safe for use by
 * many threads. Total: whatever the tree holds, there is a decision.
 */
public final class Injector {
    private final AdmissionConfiguration configuration;
    private final Map<String, String> profileDigests = new LinkedHashMap<>();
    private final StatusReader statusReader = new StatusReader();
    private final Set<String> excludedContainers;

    public Injector(AdmissionConfiguration configuration) {
        this.configuration = configuration;
        this.excludedContainers = Set.copyOf(configuration.injection().excludedContainers());
        configuration.profiles().forEach((name, profile) -> profileDigests.put(name, Digests.of(profile.toString())));
    }

    /** Decides with a full budget. */
    public Decision decide(InjectionRequest request) {
        return decide(request, Budget.ofDecision());
    }

    /**
     * Decides.
     *
     * @param budget spent by what is read
     * @throws alluxio.admission.model.BudgetExceededException when it is spent before there is a decision
     */
    public Decision decide(InjectionRequest request, Budget budget) {
        budget.spend(1);
        ObjectNode pod = request.pod();
        JsonNode label = pod.path("metadata").path("labels").get(Keys.INJECT);
        if (label == null && !request.namespaceOptedIn()) {
            return new Decision.NotAsked(
                    "neither the pod nor its namespace has the label " + Keys.INJECT,
                    "set the label " + Keys.INJECT
                            + ": \"true\" on the pod (in a template: in the template's own metadata), or on its namespace");
        }
        if (label != null && label.isString() && label.stringValue().equals("false")) {
            return new Decision.NotAsked(
                    "the pod's label " + Keys.INJECT + " is \"false\"",
                    "set it to \"true\" to make the pod an Alluxio client");
        }
        List<Refusal> malformed = PodStructure.check(pod, budget);
        if (!malformed.isEmpty()) {
            return new Decision.Refused(malformed, List.of());
        }
        return label == null || label.stringValue("").equals("true")
                ? inject(pod, request.namespace(), label == null, budget)
                : badLabel(label);
    }

    private static Decision badLabel(JsonNode label) {
        return new Decision.Refused(
                List.of(new Refusal(
                        "inject-label",
                        "metadata.labels[" + Keys.INJECT + "]",
                        "label " + Keys.INJECT + " is \"" + Excerpt.of(label.stringValue(""))
                                + "\"; allowed: \"true\", \"false\"")),
                List.of());
    }

    private Decision inject(ObjectNode pod, String namespace, boolean byNamespace, Budget budget) {
        spendReading(pod, budget);
        PodView view = PodView.of(pod, configuration.injection().runtimeClasses());
        Optional<Decision> left = leftAlone(view, byNamespace);
        if (left.isPresent()) {
            return left.get();
        }
        InjectionReport report = new InjectionReport(configuration.injection().onConflict());
        report.reasons().setting("inject", "true", byNamespace ? Origin.NAMESPACE : Origin.POD, "label " + Keys.INJECT);
        Optional<PodSettings> settings =
                new PodSettingsReader(configuration, namespace, view.annotations(), view.labels(), report).read();
        if (settings.isEmpty() || !report.refusals().isEmpty()) {
            List<Refusal> refusals = report.refusals();
            return new Decision.Refused(
                    refusals, report.notes(), report.reasons().explanation(refusals));
        }
        Optional<String> skip = view.whyNot(settings.get());
        if (skip.isPresent()) {
            return skipped(view, skip.get(), report, budget);
        }
        Optional<Refusal> foreign =
                AlluxioPodNamespaceCheck.refusal(view, settings.get().profile(), namespace);
        return foreign.isPresent()
                ? new Decision.Refused(
                        List.of(foreign.get()), report.notes(), report.reasons().explanation(List.of(foreign.get())))
                : injected(view, settings.get(), report, budget);
    }

    /** Pods that are not touched in any way, though they opted in. */
    private static Optional<Decision> leftAlone(PodView view, boolean byNamespace) {
        if (SpecialPods.isMirror(view.annotations())) {
            return Optional.of(new Decision.NotAsked(
                    "a mirror pod: the kubelet runs it from a file of the node",
                    "run it from a DaemonSet instead to have it injected"));
        }
        if (SpecialPods.isBeingDeleted(view.pod())) {
            return Optional.of(new Decision.NotAsked("the pod is being deleted", ""));
        }
        if (byNamespace && view.isAlluxiosOwn()) {
            return Optional.of(
                    new Decision.NotAsked(
                            "a pod of Alluxio's own, which a namespace's label never touches; label the pod itself",
                            "set the label on the pod itself for what its role can have: short-circuit, host aliases, HDFS Secrets"));
        }
        return Optional.empty();
    }

    private Decision injected(PodView view, PodSettings settings, InjectionReport report, Budget budget) {
        return new PodInjection(
                        view,
                        settings,
                        report,
                        excludedContainers,
                        profileDigests.getOrDefault(settings.profile().name(), ""),
                        budget)
                .decide(previous(view, budget));
    }

    private Optional<InjectionStatus> previous(PodView view, Budget budget) {
        return Optional.ofNullable(view.annotations().get(Keys.STATUS))
                .flatMap(text -> statusReader.read(text, budget));
    }

    /** Reading, copying and comparing a tree costs what is in it, whatever becomes of the pod. */
    private static void spendReading(JsonNode node, Budget budget) {
        if (node.isString()) {
            budget.spendText(node.stringValue().length());
            return;
        }
        budget.spend(1 + node.size());
        node.forEach(child -> {
            if (child.isContainer() || child.isString()) {
                spendReading(child, budget);
            }
        });
    }

    private Decision skipped(PodView view, String reason, InjectionReport report, Budget budget) {
        StatusRecorder recorder = new StatusRecorder(previous(view, budget), report.reasons());
        PatchBuilder patch = new PatchBuilder(view.pod(), recorder, budget);
        StatusAnnotation.write(patch, () -> recorder.skipped(reason));
        JsonPatch change = patch.patch();
        if (AnnotationSizes.tooLarge(patch.annotations()).isPresent()) {
            // No reason to refuse a pod that is left alone; Kubernetes does if its own are too many already.
            report.warn(
                    "status-left-out",
                    "annotation " + Keys.STATUS + " is left out: the annotations of the pod leave no room");
            change = JsonPatch.EMPTY;
        }
        report.warn("skipped", "not injected: " + reason);
        report.reasons().skipAll(reason);
        PodContainers.all(patch.member(patch.root(), "spec"))
                .forEach(container -> report.reasons().container(container, Outcome.SKIPPED, reason));
        return new Decision.Skipped(
                reason, change, report.notes(), report.reasons().explanation(List.of()));
    }
}
