package alluxio.admission.policy;

import alluxio.admission.model.Role;
import alluxio.admission.model.kube.AdmissionOperation;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules that there are, checked and sorted by id. Immutable. */
public final class RuleRegistry {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** A rule with what it says of itself, which is asked for once. */
    @SuppressWarnings("ArrayRecordComponent")
    record Registered(Rule rule, RuleInfo info, Role[] roles) {
        private static Registered of(Rule rule) {
            RuleInfo info = rule.info();
            return new Registered(rule, info, info.roles().toArray(Role[]::new));
        }

        private boolean isAbout(Subject subject, AdmissionOperation operation) {
            return info.isAbout(operation)
                    && (roles.length == 0
                            || subject.pod().filter(pod -> pod.has(roles)).isPresent());
        }
    }

    private final List<Registered> rules;
    private final List<PeerIndex<?>> indices;
    private final Map<Kind, List<Registered>> byKind = new EnumMap<>(Kind.class);

    /** @throws IllegalArgumentException when an id is malformed or there twice, or a rule has no reason or no kind */
    public RuleRegistry(List<Rule> rules) {
        this.rules = rules.stream()
                .map(Registered::of)
                .sorted(Comparator.comparing(rule -> rule.info().id()))
                .toList();
        this.indices = rules.stream()
                .flatMap(rule -> rule.indices().stream())
                .distinct()
                .toList();
        Set<String> ids = new HashSet<>();
        for (Registered rule : this.rules) {
            RuleInfo info = rule.info();
            require(ID.matcher(info.id()).matches(), info, "its id is not in lower case with dashes");
            require(!info.id().startsWith("inject-"), info, "ids that begin with inject- are the injector's");
            require(ids.add(info.id()), info, "its id is there twice");
            require(!info.kinds().isEmpty(), info, "it is for no kind");
            require(info.why().endsWith("."), info, "its reason is no sentence");
        }
        for (Kind kind : Kind.values()) {
            byKind.put(
                    kind,
                    this.rules.stream()
                            .filter(r -> r.info().kinds().contains(kind))
                            .toList());
        }
    }

    private static void require(boolean condition, RuleInfo info, String problem) {
        if (!condition) {
            throw new IllegalArgumentException("rule " + info.id() + ": " + problem);
        }
    }

    /** All rules, sorted by id. */
    public List<Rule> rules() {
        return rules.stream().map(Registered::rule).toList();
    }

    /** What the rules want to know of other objects. */
    List<PeerIndex<?>> indices() {
        return indices;
    }

    /** Those that are about such an object. A deletion is only judged by the rules about claims. */
    List<Registered> rulesFor(Subject subject, AdmissionOperation operation) {
        return byKind.getOrDefault(subject.kind(), List.of()).stream()
                .filter(rule -> rule.isAbout(subject, operation))
                .toList();
    }
}
