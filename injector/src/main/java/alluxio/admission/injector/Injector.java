package alluxio.admission.injector;

import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.pod.PodSettings.ContainerFilter;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.pod.SpecialPods;
import alluxio.admission.injector.request.AlluxioPodNamespaceCheck;
import alluxio.admission.injector.request.FeatureSupport;
import alluxio.admission.injector.request.PodAnnotationsReader;
import alluxio.admission.injector.request.PodStructure;
import alluxio.admission.injector.request.ProfileAvailability;
import alluxio.admission.injector.retained.OtherReplica;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.StatusReader;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.ProfileText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides on the injection of a pod. A pure function of the request and the configuration; safe for use by many threads. Total:
 * there is a decision for any tree.
 */
public final class Injector {
    private final AdmissionConfiguration configuration;
    private final Map<String, String> profileDigests = new LinkedHashMap<>();
    private final StatusReader statusReader = new StatusReader();
    private final Set<String> excludedContainers;

    public Injector(AdmissionConfiguration configuration) {
        this.configuration = configuration;
        this.excludedContainers = Set.copyOf(configuration.injection().excludedContainers());
        configuration
                .profiles()
                .forEach((name, profile) -> profileDigests.put(name, Digests.of(ProfileText.of(profile))));
    }

    /** Decides with the default budget. */
    public Decision decide(InjectionRequest request) {
        return decide(request, Budget.ofDecision());
    }

    /** Decides on a pod of a cluster of which nothing else is seen. */
    public Decision decide(InjectionRequest request, Budget budget) {
        return decide(request, ClusterView.NOTHING, budget);
    }

    /**
     * Decides on a pod.
     *
     * @param view the cluster that it is to run in, as far as it is seen
     * @param budget spent by what is read
     * @throws alluxio.admission.model.BudgetExceededException if it is spent before the decision is made
     */
    public Decision decide(InjectionRequest request, ClusterView view, Budget budget) {
        budget.spend(1);
        ObjectNode pod = request.pod();
        JsonNode label = pod.path("metadata").path("labels").get(Keys.INJECT);
        if (label == null && !request.namespaceOptedIn()) {
            return new Decision.NotOptedIn(
                    "neither the pod nor its namespace has the label " + Keys.INJECT,
                    "set the label " + Keys.INJECT
                            + ": \"true\" on the pod (in a template: in the template's metadata), or on its namespace");
        }
        if (label != null && label.isString() && label.stringValue().equals("false")) {
            return new Decision.NotOptedIn(
                    "the pod's label " + Keys.INJECT + " is \"false\"",
                    "set it to \"true\" to make the pod an Alluxio client");
        }
        List<Refusal> malformed = PodStructure.check(pod, budget);
        if (!malformed.isEmpty()) {
            return new Decision.Refused(malformed, List.of());
        }
        return label == null || label.stringValue("").equals("true")
                ? inject(pod, request.namespace(), label == null, budget)
                : invalidLabel(label);
    }

    private static Decision invalidLabel(JsonNode label) {
        return new Decision.Refused(
                List.of(new Refusal(
                        "inject-label",
                        "metadata.labels[" + Keys.INJECT + "]",
                        "label " + Keys.INJECT + " is \"" + Excerpt.of(label.stringValue(""))
                                + "\"; allowed: \"true\", \"false\"")),
                List.of());
    }

    private Decision inject(ObjectNode pod, String namespace, boolean fromNamespace, Budget budget) {
        spendReading(pod, budget);
        PodView view = PodView.of(pod, configuration.injection().runtimeClasses());
        Optional<Decision> untouched = untouched(view, fromNamespace);
        if (untouched.isPresent()) {
            return untouched.get();
        }
        InjectionReport report = new InjectionReport(configuration.injection().onConflict());
        report.explanation()
                .setting(
                        "inject",
                        "true",
                        fromNamespace ? ValueOrigin.NAMESPACE : ValueOrigin.POD,
                        "label " + Keys.INJECT);
        Optional<InjectionStatus> previous = Optional.ofNullable(
                        view.annotations().get(Keys.STATUS))
                .flatMap(text -> statusReader.read(text, budget));
        PodAnnotationsReader annotations =
                new PodAnnotationsReader(configuration, namespace, view.annotations(), view.labels(), report);
        EarlierInjection earlier = EarlierInjection.of(
                new OtherReplica(configuration, profileDigests, namespace),
                view,
                annotations.profile(),
                previous,
                budget);
        if (earlier.difference().isPresent()) {
            return retained(view, annotations, earlier, report, budget);
        }
        Optional<String> requested = annotations.profile().or(earlier::profile);
        SkippedPod skippedPod = new SkippedPod(view, previous, report, budget);
        Optional<String> noProfile = new ProfileAvailability(configuration, namespace).skipReason(requested);
        if (noProfile.isPresent()) {
            return skippedPod.decide(noProfile.get());
        }
        Optional<PodSettings> settings = annotations.read(requested);
        if (settings.isEmpty() || !report.refusals().isEmpty()) {
            return refused(report.refusals(), report);
        }
        Optional<String> skip = new FeatureSupport(view).skipReason(settings.get());
        if (skip.isPresent()) {
            return skippedPod.decide(skip.get());
        }
        Optional<Refusal> wrongNamespace =
                AlluxioPodNamespaceCheck.refusal(view, settings.get().profile(), namespace);
        return wrongNamespace.isPresent()
                ? refused(List.of(wrongNamespace.get()), report)
                : injected(view, settings.get(), previous, report, budget);
    }

    private Decision retained(
            PodView view,
            PodAnnotationsReader annotations,
            EarlierInjection earlier,
            InjectionReport report,
            Budget budget) {
        ContainerFilter filter = annotations.readContainers();
        return report.refusals().isEmpty()
                ? new RetainedInjection(
                                view, earlier.status().orElseThrow(), filter, report, excludedContainers, budget)
                        .decide(earlier.difference().orElseThrow())
                : refused(report.refusals(), report);
    }

    private static Decision refused(List<Refusal> refusals, InjectionReport report) {
        return new Decision.Refused(
                refusals, report.notes(), report.explanation().build(refusals));
    }

    /** The decision on pods that are not changed in any way, although they opted in. */
    private static Optional<Decision> untouched(PodView view, boolean fromNamespace) {
        if (SpecialPods.isMirror(view.annotations())) {
            return Optional.of(new Decision.NotOptedIn(
                    "a mirror pod: the kubelet runs it from a file on the node",
                    "to have it injected, run it from a DaemonSet instead"));
        }
        if (SpecialPods.isBeingDeleted(view.pod())) {
            return Optional.of(new Decision.NotOptedIn("the pod is being deleted", ""));
        }
        if (fromNamespace && view.isAlluxioPod()) {
            return Optional.of(new Decision.NotOptedIn(
                    "an Alluxio pod: the label of a namespace does not apply to it",
                    "to inject short circuit, host aliases or HDFS Secrets, set the label on the pod itself"));
        }
        return Optional.empty();
    }

    private Decision injected(
            PodView view,
            PodSettings settings,
            Optional<InjectionStatus> previous,
            InjectionReport report,
            Budget budget) {
        return new PodInjection(
                        view,
                        settings,
                        report,
                        excludedContainers,
                        profileDigests.getOrDefault(settings.profile().name(), ""),
                        budget)
                .decide(previous);
    }

    /** Spends the cost of reading, copying and comparing the tree, whatever the decision. */
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
}
