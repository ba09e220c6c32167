package alluxio.admission.policy;

import alluxio.admission.model.kube.AdmissionOperation;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules that there are, checked, sorted by id, and indexed by what they are about. Immutable. */
public final class RuleRegistry {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** Ids that begin so belong to what the injector reports. */
    private static final String INJECTOR_PREFIX = "inject-";

    private final List<Rule> rules;
    private final RuleIndex index;
    private final List<PeerIndex<?>> peerIndices;

    /** @throws IllegalArgumentException when an id is malformed or occurs twice, or a rule has no reason or no kind */
    public RuleRegistry(List<Rule> rules) {
        this.rules = rules.stream()
                .sorted(Comparator.comparing(rule -> rule.info().id()))
                .toList();
        Set<String> ids = new HashSet<>();
        this.rules.forEach(rule -> check(rule.info(), ids));
        this.index = new RuleIndex(this.rules);
        this.peerIndices = rules.stream()
                .flatMap(rule -> rule.indices().stream())
                .distinct()
                .toList();
    }

    private static void check(RuleInfo info, Set<String> ids) {
        require(ID.matcher(info.id()).matches(), info, "its id is not in lower case with dashes");
        require(!info.id().startsWith(INJECTOR_PREFIX), info, "ids that begin with inject- are the injector's");
        require(ids.add(info.id()), info, "its id is there twice");
        require(!info.kinds().isEmpty(), info, "it is for no kind");
        require(info.why().endsWith("."), info, "its reason is no sentence");
    }

    private static void require(boolean condition, RuleInfo info, String problem) {
        if (!condition) {
            throw new IllegalArgumentException("rule " + info.id() + ": " + problem);
        }
    }

    /** All rules, sorted by id. */
    public List<Rule> rules() {
        return rules;
    }

    /** What the rules want to know of other objects. */
    List<PeerIndex<?>> peerIndices() {
        return peerIndices;
    }

    /** The rules that can concern such an object, whatever release of Alluxio it runs, sorted by id. */
    List<Rule> rulesFor(ReviewedObject object, AdmissionOperation operation) {
        return index.find(object.kind(), OtherRelease.rolesOfAnyRelease(object), operation);
    }
}
