package alluxio.admission.injector;

import alluxio.admission.injector.Note.Severity;
import alluxio.admission.model.configuration.OnConflict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects what the user is told, as far as {@link Told} goes. Used by one thread. */
final class Report {
    private final OnConflict onConflict;
    private final Told<Refusal> refusals = new Told<>();
    private final Map<Severity, Told<Note>> bySeverity = new EnumMap<>(Severity.class);
    private final List<Note> notes = new ArrayList<>();
    private final Reasons reasons = new Reasons();

    Report(OnConflict onConflict) {
        this.onConflict = onConflict;
    }

    OnConflict onConflict() {
        return onConflict;
    }

    /** What the pod asks for cannot be, whatever the configuration says. */
    void refuse(String rule, String field, String message) {
        refuse(new Refusal(rule, field, message));
    }

    void refuse(Refusal refusal) {
        refusals.add(refusal);
    }

    /**
     * The same for what may be wrong thousands of times.
     *
     * @param message made only when it is told
     */
    void refuse(String rule, String field, Supplier<String> message) {
        refuse(rule, field, refusals.isFull() ? "" : message.get());
    }

    /** Something of the user's stands where something of ours shall: refused, or left out with a warning. */
    void conflict(String rule, String field, String message) {
        if (onConflict == OnConflict.DENY) {
            refuse(rule, field, message);
        } else {
            warn(rule, "left out: " + message);
        }
    }

    void warn(String code, String message) {
        note(Note.warning(code, message));
    }

    void inform(String code, String message) {
        note(Note.info(code, message));
    }

    private void note(Note note) {
        if (bySeverity.computeIfAbsent(note.severity(), _ -> new Told<>()).add(note)) {
            notes.add(note);
        }
    }

    /** How much has been said so far. */
    record Mark(int refusals, int more, int notes) {}

    Mark mark() {
        return new Mark(refusals.all().size(), refusals.more(), notes.size());
    }

    List<Refusal> refusalsSince(Mark mark) {
        List<Refusal> since = new ArrayList<>(
                refusals.all().subList(mark.refusals(), refusals.all().size()));
        if (refusals.more() > mark.more()) {
            since.add(Refusal.more(refusals.more() - mark.more()));
        }
        return since;
    }

    List<Note> notesSince(Mark mark) {
        return notes.subList(mark.notes(), notes.size());
    }

    Reasons reasons() {
        return reasons;
    }

    List<Refusal> refusals() {
        return Refusal.told(refusals);
    }

    List<Note> notes() {
        List<Note> all = new ArrayList<>(notes);
        bySeverity.forEach((severity, told) -> {
            if (told.more() > 0) {
                all.add(Note.more(severity, told.more()));
            }
        });
        return all;
    }
}
