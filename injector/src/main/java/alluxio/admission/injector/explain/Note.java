package alluxio.admission.injector.explain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A message about an injection that goes ahead.
 *
 * @param code a stable id such as {@code fuse-shared-parent}
 */
public record Note(NoteSeverity severity, String code, String message) {

    /** How important a note is, in the order in which notes are shown. */
    public enum NoteSeverity {
        /** The user should act; shown by the API server. */
        WARNING,
        /** Good to know; shown by the command line and in the audit log. */
        INFO
    }

    public static Note warning(String code, String message) {
        return new Note(NoteSeverity.WARNING, code, message);
    }

    static Note info(String code, String message) {
        return new Note(NoteSeverity.INFO, code, message);
    }

    /** Stands for the notes of that severity beyond the limit. */
    public static Note more(NoteSeverity severity, int count) {
        return new Note(severity, "more-notes", "and " + count + " more");
    }

    /** Without duplicates, warnings first. */
    public static List<Note> sorted(List<Note> notes) {
        if (notes.isEmpty()) {
            return List.of();
        }
        Set<Note> sorted = new LinkedHashSet<>();
        for (NoteSeverity severity : NoteSeverity.values()) {
            for (Note note : notes) {
                if (note.severity() == severity) {
                    sorted.add(note);
                }
            }
        }
        return List.copyOf(sorted);
    }
}
