package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.Lazy;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.policy.Finding.Identity;
import alluxio.admission.policy.ObjectOwners.Owner;
import alluxio.admission.policy.ObjectPreview.Previewer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Evaluates all rules for an object. A pure function of the review, what is seen and the day; thread-safe. Total: a rule
 * that throws is recorded and keeps no other rule from its say.
 */
public final class PolicyEngine {
    private final RuleRegistry registry;
    private final PolicySettings settings;
    private final Previewer previewer;
    private final RuleDocumentation documentation;

    /** With findings that refer to the program's own documentation. */
    public PolicyEngine(RuleRegistry registry, PolicySettings settings, InjectionPreview injection) {
        this(registry, settings, injection, RuleDocumentation.byCommand());
    }

    /** @param documentation that findings refer to */
    public PolicyEngine(
            RuleRegistry registry,
            PolicySettings settings,
            InjectionPreview injection,
            RuleDocumentation documentation) {
        this.registry = registry;
        this.settings = settings;
        this.previewer = new Previewer(injection, settings);
        this.documentation = documentation;
    }

    /**
     * The documents of one input, for all decisions about them: what their author means to apply as a whole. A finding that
     * rests on another of them counts like any other.
     */
    public SeenObjects seen(ClusterView view) {
        return SeenObjects.ofInput(view, registry.peerIndices());
    }

    /**
     * A snapshot of a live cluster, for all decisions that see the same. There, a denial that rests on another object is a
     * warning: the other one may be stale, or about to be changed by what the user applies next. It stays a denial only
     * where data is lost in whichever order the two are applied ({@link Finding#needsConfirmation}).
     *
     * @param view {@link ClusterView#NOTHING} where there is no snapshot: the verdict is that of the command line on one object
     */
    @SuppressWarnings(
            "ReferenceEquality") // That one object stands for no view; another one that is empty sees a cluster.
    public SeenObjects seenInCluster(ClusterView view) {
        return view == ClusterView.NOTHING ? seen(view) : SeenObjects.ofCluster(view, registry.peerIndices());
    }

    /** Evaluates with a full budget. */
    public PolicyResult evaluate(AdmissionRequest review, ClusterView view, LocalDate today) {
        return evaluate(review, seen(view), today, Budget.ofDecision());
    }

    /**
     * Evaluates all rules that concern the object.
     *
     * @param seen what else there is
     * @param today in UTC, for exemptions
     * @param budget spent by what is read, the injection included
     * @throws BudgetExceededException when it is spent before there is a result
     */
    public PolicyResult evaluate(AdmissionRequest review, SeenObjects seen, LocalDate today, Budget budget) {
        Optional<ObjectKind> kind = ObjectKind.of(review.target().kind());
        if (kind.isEmpty()) {
            return PolicyResult.skipped("no rule is about this kind");
        }
        Optional<String> skipReason = ReviewScope.skipReason(review, kind.get());
        if (skipReason.isPresent()) {
            return PolicyResult.skipped(skipReason.get());
        }
        // On DELETE the object that goes is the one to look at.
        return review.object()
                .or(review::oldObject)
                .map(object -> judge(object, review, kind.get(), seen, today, budget))
                .orElseGet(() -> PolicyResult.skipped("there is no object"));
    }

    private PolicyResult judge(
            ObjectNode object,
            AdmissionRequest review,
            ObjectKind kind,
            SeenObjects seen,
            LocalDate today,
            Budget budget) {
        Evaluation evaluation = new Evaluation(review, kind, seen, budget);
        PolicyResult result = evaluation.result(object, today);
        if (!seen.inCluster() || !result.isDenied()) {
            return result;
        }
        // What is denied without a look at others rests on none of them, whatever the rules say.
        SeenObjects nothing = SeenObjects.ofCluster(ClusterView.NOTHING, registry.peerIndices());
        PolicyResult alone = new Evaluation(review, kind, nothing, budget.again()).result(object, today);
        return result.inCluster(alone, evaluation.seenSoFar());
    }

    /** The object that is updated, as rules read it. */
    private record Replaced(ObjectNode submitted, ObjectPreview preview, ReviewedObject object) {}

    /** One review on its way to its result. */
    private final class Evaluation {
        private final AdmissionRequest review;
        private final ObjectKind kind;
        private final SeenObjects seen;
        private final Budget budget;
        private List<ObjectReference> seenSoFar = List.of();

        Evaluation(AdmissionRequest review, ObjectKind kind, SeenObjects seen, Budget budget) {
            this.review = review;
            this.kind = kind;
            this.seen = seen;
            this.budget = budget;
        }

        PolicyResult result(ObjectNode submitted, LocalDate today) {
            Optional<Supplier<Replaced>> old = review.object()
                    .flatMap(_ -> review.oldObject())
                    .map(replaced -> new Lazy<>(() -> replaced(replaced)));
            ObjectPreview preview = preview(submitted);
            boolean fromController = ReviewScope.isMadeByController(review);
            List<Owner> owners = fromController ? ObjectOwners.of(kind, submitted) : List.of();
            ReviewedObject object =
                    reviewed(preview, new Relatives(old.map(o -> () -> o.get().object()), owners));
            RuleEvaluation evaluation = evaluate(object, submitted);
            seenSoFar = object.seenSoFar();
            List<Finding> findings = all(evaluation, preview);
            // Only a denial depends on what was there before, so without one the old object is not judged.
            if (Iterables.any(findings, finding -> finding.severity() == RuleMode.DENY)) {
                Set<Identity> before =
                        fromController ? Set.of() : old.map(this::identities).orElse(Set.of());
                findings = Iterables.map(
                        findings,
                        f -> fromController || before.contains(f.identity()) ? f.withSeverity(RuleMode.WARN) : f);
            }
            Exemptions exemptions = Exemptions.apply(settings.exemptions(), findings, object, today);
            return new PolicyResult(
                    exemptions.counting(),
                    exemptions.exempted(),
                    evaluation.notJudged(),
                    evaluation.evaluated(),
                    "",
                    evaluation.errors());
        }

        private Replaced replaced(ObjectNode object) {
            ObjectPreview preview = preview(object);
            return new Replaced(object, preview, reviewed(preview, Relatives.NONE));
        }

        private Set<Identity> identities(Supplier<Replaced> old) {
            Replaced replaced = old.get();
            return Set.copyOf(Iterables.map(
                    all(evaluate(replaced.object(), replaced.submitted()), replaced.preview()), Finding::identity));
        }

        /** The first few other objects that were looked at. */
        List<ObjectReference> seenSoFar() {
            return seenSoFar;
        }

        private ObjectPreview preview(ObjectNode object) {
            return previewer.preview(kind, object, review.namespace(), budget);
        }

        private ReviewedObject reviewed(ObjectPreview preview, Relatives relatives) {
            return ReviewedObject.of(kind, preview.object(), review.namespace(), seen, relatives, budget);
        }

        private RuleEvaluation evaluate(ReviewedObject object, ObjectNode submitted) {
            return new RuleEvaluation(settings, documentation, object, submitted)
                    .evaluate(registry.rulesFor(object, review.operation()));
        }
    }

    private static List<Finding> all(RuleEvaluation evaluation, ObjectPreview preview) {
        List<Finding> all = new ArrayList<>(evaluation.findings());
        all.addAll(preview.findings());
        return all;
    }
}
