package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.PolicySettings;
import alluxio.admission.model.RuleMode;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.Finding.Identity;
import alluxio.admission.policy.view.ExistingPaths;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges objects by all rules. A pure function of the review, what is seen and the day; thread-safe. Total: a rule that
 * throws is written down and costs no other rule its say.
 */
public final class PolicyEngine {
    private static final String EXPIRED = "exemption-expired";

    private final RuleRegistry registry;
    private final PolicySettings settings;
    private final Completion completion;

    /** @param completion what the injector makes of a pod */
    public PolicyEngine(RuleRegistry registry, PolicySettings settings, Completion completion) {
        this.registry = registry;
        this.settings = settings;
        this.completion = completion;
    }

    /** What is seen, for all decisions that see the same. */
    public SeenObjects seen(ClusterView view) {
        return SeenObjects.of(view, registry.indices());
    }

    /** Judges with a full budget. */
    public Judgement judge(AdmissionRequest review, ClusterView view, LocalDate today) {
        return judge(review, seen(view), today, Budget.ofDecision());
    }

    /**
     * Judges.
     *
     * @param seen what else there is
     * @param today in UTC, for exemptions
     * @param budget spent by what is read, the injection included
     * @throws BudgetExceededException when it is spent before there is a verdict
     */
    public Judgement judge(AdmissionRequest review, SeenObjects seen, LocalDate today, Budget budget) {
        Optional<Kind> kind = Kind.of(review.kind());
        if (kind.isEmpty()) {
            return Judgement.passed("no rule is about this kind");
        }
        Optional<String> passes = AlwaysPasses.why(review, kind.get());
        if (passes.isPresent()) {
            return Judgement.passed(passes.get());
        }
        // On DELETE the object that goes is the one to look at.
        return review.object()
                .or(review::oldObject)
                .map(object -> judged(review, kind.get(), object, seen, today, budget))
                .orElseGet(() -> Judgement.passed("there is no object"));
    }

    private Judgement judged(
            AdmissionRequest review, Kind kind, ObjectNode object, SeenObjects seen, LocalDate today, Budget budget) {
        Completer completer = new Completer(completion, settings);
        Optional<Completer.Completed> old = review.object()
                .flatMap(_ -> review.oldObject())
                .map(o -> completer.complete(kind, o, review.namespace(), budget));
        Optional<Subject> oldSubject =
                old.map(o -> Subject.of(kind, o.object(), review.namespace(), seen, Optional.empty(), budget));
        Completer.Completed now = completer.complete(kind, object, review.namespace(), budget);
        Subject subject = Subject.of(kind, now.object(), review.namespace(), seen, oldSubject, budget);

        Evaluation evaluation = evaluate(subject, review, object);
        List<Finding> findings = new ArrayList<>(evaluation.findings());
        findings.addAll(now.findings());
        Set<Identity> before = before(oldSubject, old, review);
        boolean controllers = AlwaysPasses.isMadeByController(review);
        List<Finding> weighed = findings.stream()
                .map(f -> controllers || before.contains(f.identity()) ? f.as(RuleMode.WARN) : f)
                .toList();
        return exempt(weighed, subject, evaluation, today);
    }

    private Set<Identity> before(
            Optional<Subject> oldSubject, Optional<Completer.Completed> old, AdmissionRequest review) {
        if (oldSubject.isEmpty() || old.isEmpty() || review.oldObject().isEmpty()) {
            return Set.of();
        }
        List<Finding> findings = new ArrayList<>(
                evaluate(oldSubject.get(), review, review.oldObject().get()).findings());
        findings.addAll(old.get().findings());
        return findings.stream().map(Finding::identity).collect(Collectors.toSet());
    }

    private record Evaluation(
            List<Finding> findings, List<Judgement.NotJudged> notJudged, List<String> asked, List<String> internal) {}

    private Evaluation evaluate(Subject subject, AdmissionRequest review, ObjectNode submitted) {
        Evaluation all = new Evaluation(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        ExistingPaths existing = new ExistingPaths(submitted, subject.root().budget());
        for (RuleRegistry.Registered rule : registry.rulesFor(subject, review.operation())) {
            RuleInfo info = rule.info();
            RuleMode mode = settings.mode(info.id(), subject.namespace(), info.mode());
            if (mode != RuleMode.OFF) {
                all.asked().add(info.id());
                ask(rule, mode, subject, existing, all);
            }
        }
        return all;
    }

    private static void ask(
            RuleRegistry.Registered rule, RuleMode mode, Subject subject, ExistingPaths existing, Evaluation all) {
        Findings findings = new Findings(rule.info(), mode, subject.root().budget());
        try {
            rule.rule().check(subject, findings);
        } catch (BudgetExceededException e) {
            throw e; // no bug of the rule, and no decision
        } catch (RuntimeException | StackOverflowError e) {
            all.internal().add(rule.info().id() + ": " + e.getClass().getSimpleName());
            return;
        }
        findings.findings().forEach(f -> all.findings().add(f.at(existing.cut(f.path()))));
        findings.notJudged()
                .forEach(what ->
                        all.notJudged().add(new Judgement.NotJudged(rule.info().id(), what)));
    }

    private Judgement exempt(List<Finding> findings, Subject subject, Evaluation evaluation, LocalDate today) {
        List<Finding> counting = new ArrayList<>();
        List<Judgement.Exempted> exempted = new ArrayList<>();
        for (Finding finding : findings) {
            List<PolicySettings.Exemption> about = settings.exemptions().stream()
                    .filter(e -> e.isAbout(finding.rule(), subject.namespace(), subject.name()))
                    .toList();
            about.stream()
                    .filter(e -> !e.until().isBefore(today))
                    .findFirst()
                    .ifPresentOrElse(valid -> exempted.add(new Judgement.Exempted(finding, valid)), () -> {
                        counting.add(finding);
                        about.forEach(expired -> counting.add(expired(finding, expired)));
                    });
        }
        return new Judgement(counting, exempted, evaluation.notJudged(), evaluation.asked(), "", evaluation.internal());
    }

    private static Finding expired(Finding finding, PolicySettings.Exemption exemption) {
        return new Finding(
                EXPIRED,
                RuleMode.WARN,
                finding.path(),
                finding.container(),
                "an exemption from " + finding.rule() + " that ended on " + exemption.until() + " ("
                        + exemption.reason() + ")",
                "",
                "",
                "mend the object, or give the exemption in the configuration a later day",
                "");
    }
}
