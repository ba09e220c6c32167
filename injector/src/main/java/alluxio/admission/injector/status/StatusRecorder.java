package alluxio.admission.injector.status;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.InjectionStatus.Omissions;
import alluxio.admission.model.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Collects the content of the status annotation. The same pod may be injected more than once (reinvocation, restore from a
 * backup), so what an earlier status claims is kept, but only if this run finds it in the pod: a status that was copied from
 * another pod proves nothing. Used by one thread.
 */
public final class StatusRecorder {
    public static final String ABSENT = "absent";
    public static final String NULL = "null";

    /** Quotes, colon and comma of a member of a JSON object. */
    private static final int MEMBER_OVERHEAD = 6;

    /** Thrown when the status gets longer than an annotation may be. It ends the injection early. */
    public static final class StatusTooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private StatusTooLargeException() {
            super("the status is too large", null, false, false);
        }
    }

    private final Optional<InjectionStatus> previous;
    private final ExplanationBuilder explanation;
    private final Map<Addition, String> additions = new LinkedHashMap<>();
    private final Map<String, String> parents = new LinkedHashMap<>();
    private final Map<AdditionKind, Map<String, Map<String, String>>> claims = new HashMap<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private boolean previousHolds;
    private long bytes;

    public StatusRecorder(Optional<InjectionStatus> previous, ExplanationBuilder explanation) {
        this.previous = previous;
        this.explanation = explanation;
    }

    /**
     * Records something that this run adds.
     *
     * @throws StatusTooLargeException if the status gets longer than an annotation may be
     */
    public void added(AdditionKind kind, String where, String what) {
        added(kind, where, what, "");
    }

    /**
     * Records something that this run adds.
     *
     * @param detail what {@code uninject} needs besides the name, such as a digest
     * @throws StatusTooLargeException if the status gets longer than an annotation may be
     */
    public void added(AdditionKind kind, String where, String what, String detail) {
        explanation.item(kind, where, what, true);
        countBytes(what, detail);
        Addition addition = new Addition(kind, where, what);
        String old = additions.getOrDefault(addition, "");
        additions.put(addition, old.isEmpty() ? detail : old + "+" + detail);
    }

    /** Records something that is needed and in the pod already: injected if an earlier status says so, else the user's. */
    public void present(AdditionKind kind, String where, String what) {
        explanation.item(kind, where, what, false);
        Optional<String> detail = claimed(kind, where, what);
        if (detail.isPresent()) {
            additions.putIfAbsent(new Addition(kind, where, what), detail.get());
            previousHolds = true;
        }
    }

    /** Records something from an earlier run that this run changed. */
    public void rewritten(AdditionKind kind, String where, String what, String detail) {
        additions.put(new Addition(kind, where, what), detail);
        previousHolds = true;
    }

    /** The detail under which an earlier status has this addition. */
    public Optional<String> claimed(AdditionKind kind, String where, String what) {
        return previous.isPresent() ? previous.get().detail(new Addition(kind, where, what)) : Optional.empty();
    }

    /** The details under which an earlier status has this, by {@code where}. */
    public Map<String, String> claimed(AdditionKind kind, String what) {
        return previous.isPresent()
                ? claims.computeIfAbsent(kind, previous.get()::details).getOrDefault(what, Map.of())
                : Map.of();
    }

    /** Keeps an addition of an earlier run that is still in the pod and that this run did not need. */
    public void retain(Addition addition, String detail) {
        additions.put(addition, detail);
        previousHolds = true;
    }

    /** The status that the pod had before this run. */
    public Optional<InjectionStatus> previous() {
        return previous;
    }

    /** Records the state of a list, object or text before this run adds to it; the first call for a field counts. */
    public void parent(String field, String state) {
        if (parents.putIfAbsent(field, state) == null) {
            countBytes(field, state);
        }
    }

    /** Records a feature that got no directory of the node. */
    public void leftOut(String feature) {
        leftOut.add(feature);
    }

    /** @param clients the containers that are clients */
    public Omissions omissions(List<PodElement> clients) {
        Set<String> changed = new HashSet<>();
        for (Addition addition : additions.keySet()) {
            changed.add(addition.where());
        }
        List<String> unchanged = new ArrayList<>();
        for (PodElement client : clients) {
            String name = client.text("name");
            if (!changed.contains(name)) {
                unchanged.add(name);
            }
        }
        return new Omissions(
                leftOut.isEmpty() ? List.of() : leftOut.stream().sorted().toList(),
                unchanged.size() == clients.size() ? List.of() : unchanged);
    }

    /** Whether an earlier injection left the feature's directory out. */
    public boolean wasLeftOut(String feature) {
        return previous.isPresent() && previous.get().omissions().features().contains(feature);
    }

    /** Whether an earlier injection applied the feature. */
    public boolean hadFeature(String feature) {
        return previous.isPresent() && previous.get().features().contains(feature);
    }

    /** Counts the bytes that both take in the status, at the least. */
    private void countBytes(String name, String value) {
        bytes += name.length() + value.length() + MEMBER_OVERHEAD;
        if (bytes > Limits.ANNOTATIONS_BYTES) {
            throw new StatusTooLargeException();
        }
    }

    /** The state of a member before it is written to: {@code absent}, {@code null} or {@code empty}. */
    public static String stateOf(@Nullable JsonNode value) {
        if (value == null) {
            return ABSENT;
        }
        return value.isNull() ? NULL : "empty";
    }

    public Map<Addition, String> additions() {
        return additions;
    }

    /** The annotation of a pod that is skipped. What an earlier run added is still in the pod, and so in the annotation. */
    public String skipped(String reason) {
        Map<String, String> all = new LinkedHashMap<>();
        previous.ifPresent(status -> all.putAll(status.parents()));
        parents.forEach(all::putIfAbsent);
        return InjectionStatus.skipped(reason, previous, all);
    }

    /** The parents of this run, and those of the earlier run unless nothing that it added is left. */
    public Map<String, String> parents() {
        if (previous.isEmpty() || !(previousHolds || previous.get().additions().isEmpty())) {
            return Collections.unmodifiableMap(parents);
        }
        Map<String, String> all = new LinkedHashMap<>(previous.get().parents());
        parents.forEach(all::putIfAbsent);
        return all;
    }
}
