package alluxio.admission.policy;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.model.view.MessageText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One way in which an object breaks a rule. Texts are "" where there is none.
 *
 * @param rule its id
 * @param severity {@code DENY} or {@code WARN}
 * @param reference to the rule's documentation: an address or a command
 * @param other the object that the finding rests on; empty where it rests on the submitted object alone, or on several
 */
public record Finding(
        String rule,
        RuleMode severity,
        FindingLocation location,
        FindingMessage text,
        String reference,
        Optional<OtherObject> other) {

    /** One that rests on the submitted object alone. */
    public Finding(String rule, RuleMode severity, FindingLocation location, FindingMessage text, String reference) {
        this(rule, severity, location, text, reference, Optional.empty());
    }

    /** With the text by which it is sorted, so that the text is made once. */
    private record Sorted(Finding finding, String path) {
        private static final Comparator<Sorted> ORDER = Comparator.comparing((Sorted s) -> s.finding.severity)
                .thenComparing(s -> s.finding.rule)
                .thenComparing(Sorted::path)
                .thenComparing(s -> s.finding.container())
                .thenComparing(s -> s.finding.found());
    }

    /** The gravest first, then by rule, path and container, each once: the same whatever the order of the rules. */
    static List<Finding> sorted(List<Finding> findings) {
        if (findings.size() < 2) {
            return List.copyOf(findings);
        }
        List<Sorted> sorted = new ArrayList<>();
        findings.forEach(
                finding -> sorted.add(new Sorted(finding, finding.path().toString())));
        sorted.sort(Sorted.ORDER);
        return Iterables.distinct(Iterables.map(sorted, Sorted::finding));
    }

    /** What makes a finding the same one in the old and the new object. */
    public record Identity(String rule, String path, String container) {}

    public Identity identity() {
        return new Identity(rule, path().toString(), container());
    }

    public FieldPath path() {
        return location.path();
    }

    public String container() {
        return location.container();
    }

    public String found() {
        return text.found();
    }

    public String wanted() {
        return text.wanted();
    }

    public String why() {
        return text.why();
    }

    public String fix() {
        return text.fix();
    }

    /** The other object that it rests on, as it was seen. */
    public Optional<ObjectReference> restsOn() {
        return other.map(OtherObject::reference);
    }

    /**
     * Whether it refuses the object because of another one, with which data is lost. In a live cluster it counts only if
     * {@link #restsOn} is confirmed by a live read.
     */
    public boolean needsConfirmation() {
        return severity == RuleMode.DENY && other.filter(OtherObject::losesData).isPresent();
    }

    public Finding withSeverity(RuleMode severity) {
        return new Finding(rule, severity, location, text, reference, other);
    }

    Finding withPath(FieldPath path) {
        return new Finding(rule, severity, new FindingLocation(path, container()), text, reference, other);
    }

    /** The same, where it turns out to hold for the submitted object alone. */
    Finding ofObjectAlone() {
        return new Finding(rule, severity, location, text, reference);
    }

    /**
     * A warning that says which object was seen: it may be changed or deleted, or be applied in another order.
     *
     * @param seen what else the decision looked at, where the finding does not say what it rests on
     */
    Finding asSeenInCluster(List<ObjectReference> seen) {
        List<String> names =
                Iterables.distinct(Iterables.map(restsOn().map(List::of).orElse(seen), ObjectReference::toString));
        String said = Iterables.all(names, name -> found().contains(name)) ? "" : MessageText.list(names) + ", ";
        String found = found() + " (" + said + "as seen in the cluster)";
        FindingMessage message = new FindingMessage(found.strip(), wanted(), why(), fix());
        return new Finding(rule, RuleMode.WARN, location, message, reference, other);
    }

    /** What is wrong, in which container, and how to fix it; without the rule's id, the path and the reference. */
    public String sentences() {
        return (container().isEmpty() ? "" : "container \"" + container() + "\": ") + text.sentences();
    }

    /** The whole of it, as {@code status.message} has it. */
    public String message() {
        return new FindingGroup(List.of(this)).message();
    }
}
