package alluxio.admission.injector.explain;

import java.util.Comparator;
import java.util.List;

/**
 * A remark about an injection that goes ahead.
 *
 * @param code a stable id such as {@code fuse-shared-parent}
 */
public record Note(Severity severity, String code, String message) {

    /** In the order in which they are shown. */
    public enum Severity {
        /** The user should act; shown by the API server. */
        WARNING,
        /** Good to know; shown by the command line and in the audit log. */
        INFO
    }

    public static Note warning(String code, String message) {
        return new Note(Severity.WARNING, code, message);
    }

    static Note info(String code, String message) {
        return new Note(Severity.INFO, code, message);
    }

    /** The last of its severity that is told: how many more there are. */
    public static Note more(Severity severity, int count) {
        return new Note(severity, "more-notes", "and " + count + " more");
    }

    public static List<Note> sorted(List<Note> notes) {
        return notes.stream()
                .distinct()
                .sorted(Comparator.comparing(Note::severity))
                .toList();
    }
}
