package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.Limits;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes what one rule finds in one object. */
public final class Findings {
    /** The longest text of a finding, in characters: what it quotes from the object may have any length. */
    private static final int LONGEST_TEXT = 2000;

    private static final String NOT_SEEN = "not seen: ";

    /** What a finding costs: its path, and its place among the others. */
    private static final int STEPS = 16;

    private final RuleInfo rule;
    private final RuleMode mode;
    private final String reference;
    private final Budget budget;
    private final boolean inCluster;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notJudged = new ArrayList<>();
    private int unjudged;

    /** @param mode of the rule in the object's namespace */
    Findings(RuleInfo rule, RuleMode mode, RuleDocumentation documentation, ReviewedObject object) {
        this.rule = rule;
        this.mode = mode;
        this.reference = documentation.reference(rule.id());
        this.budget = object.root().budget();
        this.inCluster = object.seen().inCluster();
    }

    /**
     * Begins a finding about a container.
     *
     * @param field that is wrong, or that would have to be there; its path is cut to what the submitted object has
     */
    public FindingDraft at(Container container, Field field) {
        return draft(field, container.name());
    }

    /** Begins a finding about a container, or about the pod or the object itself where there is none. */
    public FindingDraft at(Optional<Container> container, Field field) {
        return draft(field, container.map(Container::name).orElse(""));
    }

    /** Begins a finding about the pod or the object itself. */
    public FindingDraft at(Field field) {
        return draft(field, "");
    }

    private FindingDraft draft(Field field, String container) {
        return new FindingDraft(this, new FindingLocation(field.path(), MessageText.cut(container)), mode);
    }

    /** Whether others may be applied next that are not seen. */
    boolean inCluster() {
        return inCluster;
    }

    /** @param said of any length, without the reason */
    void report(RuleMode severity, FindingLocation location, FindingMessage said, Optional<OtherObject> other) {
        budget.spend(STEPS);
        budget.spendText(
                said.found().length() + said.wanted().length() + said.fix().length());
        FindingMessage text = new FindingMessage(
                MessageText.cut(said.found(), LONGEST_TEXT),
                MessageText.cut(said.wanted(), LONGEST_TEXT),
                rule.why(),
                MessageText.cut(said.fix(), LONGEST_TEXT));
        findings.add(new Finding(rule.id(), severity, location, text, reference, other));
    }

    /** The rule cannot tell for this container, as it would have to see something that is not seen. */
    public void notJudged(Container container, String unseen) {
        notJudged("container \"" + MessageText.cut(container.name()) + "\": " + NOT_SEEN, unseen);
    }

    /** The rule cannot tell, as it would have to see something that is not seen. */
    public void notJudged(String unseen) {
        notJudged(NOT_SEEN, unseen);
    }

    private void notJudged(String what, String unseen) {
        budget.spendText(unseen.length());
        unjudged++;
        if (unjudged <= Limits.REPORTED_FINDINGS) {
            notJudged.add(what + MessageText.cut(unseen, LONGEST_TEXT));
        }
    }

    List<Finding> findings() {
        return findings;
    }

    /**
     * What the rule says itself; and, where it has found nothing, what it read that is not seen: it has not passed then.
     *
     * @param unseen each in the words of {@link #notJudged}
     */
    List<String> notJudged(List<String> unseen) {
        List<String> said = notJudged();
        if (!findings.isEmpty() || unseen.isEmpty()) {
            return said;
        }
        List<String> all = new ArrayList<>(said);
        all.addAll(unseen);
        Set<String> told = new LinkedHashSet<>(said);
        Iterables.forEach(
                unseen,
                text -> Iterables.none(all, other -> other.length() > text.length() && other.endsWith(source(text))),
                told::add);
        return List.copyOf(told);
    }

    private static String source(String text) {
        int at = text.indexOf(NOT_SEEN);
        return at < 0 ? text : text.substring(at + NOT_SEEN.length());
    }

    /** The first few, and how many more. */
    private List<String> notJudged() {
        int more = unjudged - notJudged.size();
        if (more == 0) {
            return notJudged;
        }
        List<String> all = new ArrayList<>(notJudged);
        all.add("and " + more + " more");
        return all;
    }
}
