package alluxio.admission.policy;

import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.ObjectReference;
import java.util.Optional;

/**
 * Builds a finding: {@code findings.at(container, field).found("…").wanted("…").fix("…")}. The last call,
 * {@link #fix}, reports it.
 */
public final class FindingDraft {
    private final Findings findings;
    private final FindingLocation location;
    private RuleMode severity;
    private String found = "";
    private String wanted = "";
    private Optional<OtherObject> other = Optional.empty();

    /** @param severity unless the rule lessens it */
    FindingDraft(Findings findings, FindingLocation location, RuleMode severity) {
        this.findings = findings;
        this.location = location;
        this.severity = severity;
    }

    /** A lesser case of the rule: a warning, whatever the rule's mode. */
    public FindingDraft asWarning() {
        severity = RuleMode.WARN;
        return this;
    }

    /** A warning, whatever the rule's mode, where this is true. */
    public FindingDraft asWarningIf(boolean lesser) {
        return lesser ? asWarning() : this;
    }

    /** A warning, whatever the rule's mode, where this is false. */
    public FindingDraft asWarningUnless(boolean grave) {
        return grave ? this : asWarning();
    }

    /** Names the other object that the finding rests on. In a live cluster it is a warning. */
    public FindingDraft restingOn(ObjectReference object) {
        other = Optional.of(new OtherObject(object, false));
        return this;
    }

    /**
     * Names the other object with which data is lost, whichever of the two is applied first. Such a finding refuses an
     * object in a live cluster too, so the rule's doc comment says why no order of applying is right.
     */
    public FindingDraft losingDataWith(ObjectReference object) {
        other = Optional.of(new OtherObject(object, true));
        return this;
    }

    /**
     * Another object, if it were there or were another, could make it right, as a master's properties do for its workers. In a
     * live cluster it is a warning, since that object may be applied next.
     *
     * @param settled whether the object itself says what the other one would
     */
    public FindingDraft liftedByOthersUnless(boolean settled) {
        return asWarningIf(findings.inCluster() && !settled);
    }

    /** What is there, in short: {@code hostPID: true}. */
    public FindingDraft found(String text) {
        found = text;
        return this;
    }

    /** What should be there: {@code no hostPID}. */
    public FindingDraft wanted(String text) {
        wanted = text;
        return this;
    }

    /** Reports the finding. The text is what the user can do, as a command: {@code remove hostPID}. */
    public void fix(String text) {
        findings.report(severity, location, new FindingMessage(found, wanted, "", text), other);
    }
}
