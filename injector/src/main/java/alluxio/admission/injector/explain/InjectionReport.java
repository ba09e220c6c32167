package alluxio.admission.injector.explain;

import alluxio.admission.injector.explain.Note.NoteSeverity;
import alluxio.admission.model.configuration.OnConflict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects the messages to the user, refusals and notes, each up to a limit ({@link BoundedUniqueList}). Used by one thread. */
public final class InjectionReport {
    private final OnConflict onConflict;
    private final BoundedUniqueList<Refusal> refusals = new BoundedUniqueList<>();
    private final BoundedUniqueList<Note> warnings = new BoundedUniqueList<>();
    private final BoundedUniqueList<Note> infos = new BoundedUniqueList<>();
    private final List<Note> notes = new ArrayList<>();
    private final ExplanationBuilder explanation;

    /** Without an explanation. */
    public InjectionReport(OnConflict onConflict) {
        this(onConflict, ExplanationBuilder.unwanted());
    }

    public InjectionReport(OnConflict onConflict, ExplanationBuilder explanation) {
        this.onConflict = onConflict;
        this.explanation = explanation;
    }

    public OnConflict onConflict() {
        return onConflict;
    }

    /** Refuses the pod, whatever {@code onConflict} says. */
    public void refuse(String rule, String field, String message) {
        refuse(new Refusal(rule, field, message));
    }

    public void refuse(Refusal refusal) {
        refusals.add(refusal);
    }

    /**
     * Refuses the pod for a problem that it may have thousands of times.
     *
     * @param message called only if the refusal is within the limit
     */
    public void refuse(String rule, String field, Supplier<String> message) {
        refuse(rule, field, refusals.isFull() ? "" : message.get());
    }

    /** Something in the pod is in the way of an addition: refused, or left out with a warning, as {@code onConflict} says. */
    public void conflict(String rule, String field, String message) {
        if (onConflict == OnConflict.DENY) {
            refuse(rule, field, message);
        } else {
            warn(rule, "left out: " + message);
        }
    }

    /**
     * Whether to go on after a step that failed, to tell all conflicts at once: a pod that is refused already gets nothing of
     * what is added from here on. Otherwise the rest of the step is left out.
     */
    public boolean goesOn(boolean succeeded) {
        return succeeded || isRefused();
    }

    /** Adds a note on which the user should act. */
    public void warn(String code, String message) {
        note(Note.warning(code, message));
    }

    /** Adds a note that is good to know. */
    public void inform(String code, String message) {
        note(Note.info(code, message));
    }

    private void note(Note note) {
        if ((note.severity() == NoteSeverity.WARNING ? warnings : infos).add(note)) {
            notes.add(note);
        }
    }

    /** A position in the report, to find what was added after it. */
    public record ReportPosition(int refusals, int overflow, int notes) {}

    public ReportPosition position() {
        return new ReportPosition(refusals.items().size(), refusals.overflow(), notes.size());
    }

    public List<Refusal> refusalsSince(ReportPosition start) {
        List<Refusal> since = new ArrayList<>(
                refusals.items().subList(start.refusals(), refusals.items().size()));
        if (refusals.overflow() > start.overflow()) {
            since.add(Refusal.more(refusals.overflow() - start.overflow()));
        }
        return since;
    }

    public List<Note> notesSince(ReportPosition start) {
        return notes.subList(start.notes(), notes.size());
    }

    public ExplanationBuilder explanation() {
        return explanation;
    }

    /** Whether the pod is refused. */
    public boolean isRefused() {
        return !refusals.items().isEmpty();
    }

    public List<Refusal> refusals() {
        return Refusal.withOverflow(refusals);
    }

    public List<Note> notes() {
        List<Note> all = new ArrayList<>(notes);
        if (warnings.overflow() > 0) {
            all.add(Note.more(NoteSeverity.WARNING, warnings.overflow()));
        }
        if (infos.overflow() > 0) {
            all.add(Note.more(NoteSeverity.INFO, infos.overflow()));
        }
        return all;
    }
}
