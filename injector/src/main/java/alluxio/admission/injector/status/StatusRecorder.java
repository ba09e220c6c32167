package alluxio.admission.injector.status;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.model.Limits;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Collects what goes into the status annotation. A pod comes here more than once (reinvocation, restore from a backup),
 * so what an earlier status claims is kept, but only where this run found that it is really there: a status copied from
 * another pod claims nothing. Used by one thread.
 */
public final class StatusRecorder {
    public static final String ABSENT = "absent";
    public static final String NULL = "null";

    /** Around a member of a JSON object, with the colon and the comma. */
    private static final int QUOTES = 6;

    /** The status would be longer than any annotation may be, so there is no use in going on. */
    public static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private FullException() {
            super("the status is full", null, false, false);
        }
    }

    private final Optional<InjectionStatus> previous;
    private final ExplanationBuilder reasons;
    private final Map<Addition, String> additions = new LinkedHashMap<>();
    private final Map<String, String> parents = new LinkedHashMap<>();
    private final Map<AdditionKind, Map<String, Map<String, String>>> claims = new EnumMap<>(AdditionKind.class);
    private boolean previousHolds;
    private long written;

    public StatusRecorder(Optional<InjectionStatus> previous, ExplanationBuilder reasons) {
        this.previous = previous;
        this.reasons = reasons;
    }

    /**
     * Something that was not there is there now.
     *
     * @throws FullException when there is more than a status can hold
     */
    public void added(AdditionKind kind, String where, String what) {
        added(kind, where, what, "");
    }

    /** @param detail what {@code uninject} needs besides the name, such as a digest */
    public void added(AdditionKind kind, String where, String what, String detail) {
        reasons.item(kind, where, what, true);
        grow(what, detail);
        additions.merge(
                new Addition(kind, where, what), detail, (old, more) -> old.isEmpty() ? more : old + "+" + more);
    }

    /** Something was there already: ours if an earlier status says so, else the user's. */
    public void present(AdditionKind kind, String where, String what) {
        reasons.item(kind, where, what, false);
        claimed(kind, where, what).ifPresent(detail -> {
            additions.putIfAbsent(new Addition(kind, where, what), detail);
            previousHolds = true;
        });
    }

    /** Something of ours from an earlier run is another now. */
    public void rewritten(AdditionKind kind, String where, String what, String detail) {
        additions.put(new Addition(kind, where, what), detail);
        previousHolds = true;
    }

    /** The detail under which an earlier status claims this. */
    public Optional<String> claimed(AdditionKind kind, String where, String what) {
        return previous.flatMap(status -> status.detail(new Addition(kind, where, what)));
    }

    /** The same for all places of it. */
    public Map<String, String> claimed(AdditionKind kind, String what) {
        return claims.computeIfAbsent(
                        kind, k -> previous.map(status -> status.details(k)).orElse(Map.of()))
                .getOrDefault(what, Map.of());
    }

    /** What an earlier run put in and this one had no reason to look at is still there. */
    public void kept(Addition addition, String detail) {
        additions.put(addition, detail);
        previousHolds = true;
    }

    public Optional<InjectionStatus> previous() {
        return previous;
    }

    public void parent(String field, String state) {
        if (parents.putIfAbsent(field, state) == null) {
            grow(field, state);
        }
    }

    /** What both are in the status, at the least. */
    private void grow(String name, String value) {
        written += name.length() + value.length() + QUOTES;
        if (written > Limits.ANNOTATIONS_BYTES) {
            throw new FullException();
        }
    }

    /** What a member was before we needed it: {@code absent}, {@code null} or {@code empty}. */
    public static String stateOf(@Nullable JsonNode value) {
        if (value == null) {
            return ABSENT;
        }
        return value.isNull() ? NULL : "empty";
    }

    public Map<Addition, String> additions() {
        return additions;
    }

    /** For a pod that is left as it is: all that an earlier run did is there still. */
    public String skipped(String reason) {
        Map<String, String> all = new LinkedHashMap<>();
        previous.ifPresent(status -> all.putAll(status.parents()));
        parents.forEach(all::putIfAbsent);
        return InjectionStatus.skipped(reason, previous, all);
    }

    /** This run's parents, and the earlier ones unless all that the earlier run added is gone. */
    public Map<String, String> parents() {
        Map<String, String> all = new LinkedHashMap<>();
        previous.filter(status -> previousHolds || status.additions().isEmpty())
                .ifPresent(status -> all.putAll(status.parents()));
        parents.forEach(all::putIfAbsent);
        return all;
    }
}
