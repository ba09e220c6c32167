package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.alluxio.JavaToolOptions;
import java.util.Optional;

/** Finds the options that an injection appended to a variable, by the digest of them in the status. */
final class AppendedOptions {
    /** What every injected option starts with. */
    private static final String OPTION = "-D";

    /**
     * The most options that one injection appends: JDK 8 reads no more of JAVA_TOOL_OPTIONS, and the variables of roles get two.
     * A limit is needed, since a digest is computed for each.
     */
    private static final int MAX_OPTIONS = JavaToolOptions.MAX_OPTIONS;

    private AppendedOptions() {}

    /** Appends options to the value of a variable, after a space. */
    static void append(JsonPatchBuilder patch, StatusRecorder recorder, PodElement entry, String options) {
        String old = entry.text("value");
        if (old.isEmpty()) {
            recorder.parent(
                    entry.fieldOf("value"), StatusRecorder.stateOf(entry.node().get("value")));
        }
        String joined = old.isEmpty() ? options : old + " " + options;
        patch.set(entry, "value", entry.node().stringNode(joined));
    }

    /** Whether the value ends with options that have these digests. */
    static boolean fits(String value, String digests) {
        return start(value, digests).isPresent();
    }

    /**
     * The position at which the appended options begin. Several runs may have appended, one after the other: their digests are
     * joined by plus signs, the oldest first, and are compared from the end of the value.
     */
    static Optional<Integer> start(String value, String digests) {
        int end = value.length();
        int start = end;
        String[] parts = digests.split("\\+");
        for (int i = parts.length - 1; i >= 0; i--) {
            start = startOf(value, end, parts[i]);
            if (start < 0) {
                return Optional.empty();
            }
            end = Math.max(0, start - 1);
        }
        return Optional.of(start);
    }

    /** The start of the options that end at {@code end} and have the digest, or -1. */
    private static int startOf(String value, int end, String digest) {
        int start = end;
        for (int options = 0; options < MAX_OPTIONS; options++) {
            start = lastOption(value, start);
            if (start < 0 || Digests.of(value.substring(start, end)).equals(digest)) {
                return start;
            }
        }
        return -1;
    }

    /** The start of the last option before a position, after a blank or at the start of the value; -1 if there is none. */
    private static int lastOption(String value, int before) {
        int position = value.lastIndexOf(OPTION, before - 1);
        while (position > 0 && value.charAt(position - 1) != ' ') {
            position = value.lastIndexOf(OPTION, position - 1);
        }
        return position;
    }
}
