package alluxio.admission.injector;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.placement.SeenWorkers;
import alluxio.admission.injector.pod.OptOut;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.pod.PodSettings.ContainerFilter;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.pod.PodWorker;
import alluxio.admission.injector.pod.SpecialPods;
import alluxio.admission.injector.request.AlluxioPodNamespaceCheck;
import alluxio.admission.injector.request.FeatureSupport;
import alluxio.admission.injector.request.PodAnnotationsReader;
import alluxio.admission.injector.request.PodStructure;
import alluxio.admission.injector.request.ProfileAvailability;
import alluxio.admission.injector.retained.OtherReplica;
import alluxio.admission.injector.retained.StatusTruth;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.StatusReader;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.Profile;
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
    /** The decision on a pod without the label, in a namespace without it. */
    public static final Decision NOT_LABELLED = new Decision.NotOptedIn(
            "neither the pod nor its namespace has the label " + Keys.INJECT,
            "set the label " + Keys.INJECT
                    + ": \"true\" on the pod (in a template: in the template's metadata), or on its namespace");

    private final AdmissionConfiguration configuration;
    private final Map<String, String> profileDigests = new LinkedHashMap<>();
    private final StatusReader statusReader = new StatusReader();
    private final Set<String> excludedContainers;
    /** Of the last view: it is the same for many decisions. */
    private volatile SeenWorkers seenWorkers = new SeenWorkers(ClusterView.NOTHING);

    private final boolean explains;

    /** Its decisions have an explanation. */
    public Injector(AdmissionConfiguration configuration) {
        this(configuration, true);
    }

    private Injector(AdmissionConfiguration configuration, boolean explains) {
        this.configuration = configuration;
        this.explains = explains;
        this.excludedContainers = Set.copyOf(configuration.injection().excludedContainers());
        configuration
                .profiles()
                .forEach((name, profile) -> profileDigests.put(name, Digests.of(ProfileText.of(profile))));
    }

    /** The same decisions without explanations, which only {@code explain} reads. */
    public static Injector withoutExplanations(AdmissionConfiguration configuration) {
        return new Injector(configuration, false);
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
            return NOT_LABELLED;
        }
        Optional<OptOut> optOut = OptOut.of(pod, configuration.injection());
        if (optOut.isPresent()) {
            return optedOut(optOut.get(), label != null);
        }
        List<Refusal> malformed = PodStructure.check(pod, budget);
        if (!malformed.isEmpty()) {
            return new Decision.Refused(malformed, List.of());
        }
        return label == null || label.stringValue("").equals("true")
                ? inject(request, view, label == null, budget)
                : invalidLabel(label);
    }

    /** A label that opts in beside it is a contradiction, which the user should know of. */
    private static Decision optedOut(OptOut optOut, boolean labelled) {
        List<Note> notes = labelled && !optOut.beside().isEmpty()
                ? List.of(Note.warning("opted-out", "label " + Keys.INJECT + " has no effect: " + optOut.beside()))
                : List.of();
        return new Decision.NotOptedIn(optOut.reason(), optOut.advice(), notes);
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

    private Decision inject(InjectionRequest request, ClusterView cluster, boolean fromNamespace, Budget budget) {
        ReadingCost.spend(request.pod(), budget);
        PodView view = PodView.of(request.pod(), configuration.injection().runtimeClasses());
        Optional<Decision> untouched = untouched(view, fromNamespace);
        if (untouched.isPresent()) {
            return untouched.get();
        }
        InjectionReport report = new InjectionReport(
                configuration.injection().onConflict(),
                explains ? ExplanationBuilder.wanted() : ExplanationBuilder.unwanted());
        report.explanation()
                .setting(
                        "inject",
                        "true",
                        fromNamespace ? ValueOrigin.NAMESPACE : ValueOrigin.POD,
                        "label " + Keys.INJECT);
        StatusTruth truth = new StatusTruth(Removers::of, request.pod(), budget);
        return decide(new DecisionContext(view, request.namespace(), workers(cluster), report, budget, truth));
    }

    private SeenWorkers workers(ClusterView cluster) {
        SeenWorkers last = seenWorkers;
        if (!last.isOf(cluster)) {
            last = new SeenWorkers(cluster);
            seenWorkers = last;
        }
        return last;
    }

    private Decision decide(DecisionContext context) {
        Map<String, String> texts = context.view().annotations();
        String status = texts.get(Keys.STATUS);
        Optional<InjectionStatus> previous =
                status == null ? Optional.empty() : statusReader.read(status, context.budget());
        PodAnnotationsReader annotations = new PodAnnotationsReader(
                configuration, context.namespace(), texts, context.view().labels(), context.report());
        EarlierInjection earlier = EarlierInjection.of(
                new OtherReplica(configuration, profileDigests, context.namespace()),
                context,
                annotations.profile(),
                previous);
        if (earlier.difference().isPresent()) {
            return retained(context, annotations, earlier);
        }
        Optional<String> named = annotations.profile();
        Optional<String> requested = named.isPresent() ? named : earlier.profile();
        Optional<String> noProfile = new ProfileAvailability(configuration, context.namespace()).skipReason(requested);
        if (noProfile.isPresent()) {
            return new SkippedPod(context, previous).decide(noProfile.get());
        }
        Optional<PodSettings> settings = annotations.read(requested);
        return settings.isEmpty() || context.report().isRefused()
                ? context.refused()
                : decide(context, settings.get(), previous);
    }

    private Decision decide(DecisionContext context, PodSettings settings, Optional<InjectionStatus> previous) {
        Optional<String> skip = new FeatureSupport(context.view()).skipReason(settings);
        if (skip.isPresent()) {
            return new SkippedPod(context, previous).decide(skip.get());
        }
        Profile profile = settings.profile();
        Set<String> injected = previous.isPresent()
                ? previous.get().details(AdditionKind.INIT_CONTAINERS).keySet()
                : Set.of();
        Optional<PodWorker> worker = PodWorker.find(context.view(), injected, profile, context.budget());
        Optional<Refusal> wrongNamespace =
                AlluxioPodNamespaceCheck.refusal(context.view(), worker, profile, context.namespace());
        return wrongNamespace.isPresent()
                ? context.refused(List.of(wrongNamespace.get()))
                : new PodInjection(
                                context,
                                settings,
                                worker,
                                excludedContainers,
                                profileDigests.getOrDefault(profile.name(), ""),
                                configuration.discovered())
                        .decide(previous);
    }

    private Decision retained(DecisionContext context, PodAnnotationsReader annotations, EarlierInjection earlier) {
        ContainerFilter filter = annotations.readContainers();
        return context.report().isRefused()
                ? context.refused()
                : new RetainedInjection(context, earlier.status().orElseThrow(), filter, excludedContainers)
                        .decide(earlier.difference().orElseThrow());
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
}
