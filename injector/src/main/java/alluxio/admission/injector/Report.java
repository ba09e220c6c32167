package alluxio.admission.injector;

import alluxio.admission.model.AdmissionConfiguration.OnConflict;
import java.util.ArrayList;
import java.util.List;

/** Collects what the user is told. Used by one thread. */
final class Report {
    private final OnConflict onConflict;
    private final List<Refusal> refusals = new ArrayList<>();
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
        refusals.add(new Refusal(rule, field, message));
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
        notes.add(Note.warning(code, message));
    }

    void inform(String code, String message) {
        notes.add(Note.info(code, message));
    }

    /** How much has been said so far. */
    record Mark(int refusals, int notes) {}

    Mark mark() {
        return new Mark(refusals.size(), notes.size());
    }

    List<Refusal> refusalsSince(Mark mark) {
        return refusals.subList(mark.refusals(), refusals.size());
    }

    List<Note> notesSince(Mark mark) {
        return notes.subList(mark.notes(), notes.size());
    }

    Reasons reasons() {
        return reasons;
    }

    List<Refusal> refusals() {
        return refusals.stream().distinct().toList();
    }

    List<Note> notes() {
        return notes;
    }
}
