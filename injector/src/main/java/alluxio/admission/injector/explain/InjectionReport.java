package alluxio.admission.injector.explain;

import alluxio.admission.injector.explain.Note.Severity;
import alluxio.admission.model.AdmissionConfiguration.OnConflict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects what the user is told, as far as {@link BoundedUniqueList} goes. Used by one thread. */
public final class InjectionReport {
    private final OnConflict onConflict;
    private final BoundedUniqueList<Refusal> refusals = new BoundedUniqueList<>();
    private final Map<Severity, BoundedUniqueList<Note>> bySeverity = new EnumMap<>(Severity.class);
    private final List<Note> notes = new ArrayList<>();
    private final ExplanationBuilder reasons = new ExplanationBuilder();

    public InjectionReport(OnConflict onConflict) {
        this.onConflict = onConflict;
    }

    public OnConflict onConflict() {
        return onConflict;
    }

    /** What the pod asks for cannot be, whatever the configuration says. */
    public void refuse(String rule, String field, String message) {
        refuse(new Refusal(rule, field, message));
    }

    public void refuse(Refusal refusal) {
        refusals.add(refusal);
    }

    /**
     * The same for what may be wrong thousands of times.
     *
     * @param message made only when it is told
     */
    public void refuse(String rule, String field, Supplier<String> message) {
        refuse(rule, field, refusals.isFull() ? "" : message.get());
    }

    /** Something of the user's stands where something of ours shall: refused, or left out with a warning. */
    public void conflict(String rule, String field, String message) {
        if (onConflict == OnConflict.DENY) {
            refuse(rule, field, message);
        } else {
            warn(rule, "left out: " + message);
        }
    }

    public void warn(String code, String message) {
        note(Note.warning(code, message));
    }

    public void inform(String code, String message) {
        note(Note.info(code, message));
    }

    private void note(Note note) {
        if (bySeverity.computeIfAbsent(note.severity(), _ -> new BoundedUniqueList<>()).add(note)) {
            notes.add(note);
        }
    }

    /** How much has been said so far. */
    public record Mark(int refusals, int more, int notes) {}

    public Mark mark() {
        return new Mark(refusals.all().size(), refusals.more(), notes.size());
    }

    public List<Refusal> refusalsSince(Mark mark) {
        List<Refusal> since = new ArrayList<>(
                refusals.all().subList(mark.refusals(), refusals.all().size()));
        if (refusals.more() > mark.more()) {
            since.add(Refusal.more(refusals.more() - mark.more()));
        }
        return since;
    }

    public List<Note> notesSince(Mark mark) {
        return notes.subList(mark.notes(), notes.size());
    }

    public ExplanationBuilder reasons() {
        return reasons;
    }

    public List<Refusal> refusals() {
        return Refusal.told(refusals);
    }

    public List<Note> notes() {
        List<Note> all = new ArrayList<>(notes);
        bySeverity.forEach((severity, told) -> {
            if (told.more() > 0) {
                all.add(Note.more(severity, told.more()));
            }
        });
        return all;
    }
}
