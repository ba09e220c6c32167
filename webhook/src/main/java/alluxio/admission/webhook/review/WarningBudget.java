package alluxio.admission.webhook.review;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the warnings of one answer within what the API server passes on. It cuts each warning to 256 characters once all of a
 * request, those of other webhooks included, have more than 4,096, and drops those at the end without a word
 * (k8s.io/apiserver, {@code endpoints/filters/warning.go}). Sizes are bytes of UTF-8.
 */
public final class WarningBudget {

    /** All warnings of one answer are whole while they have at most so many bytes; the rest is for other webhooks. */
    public static final int WHOLE_BYTES = 2_048;

    /** The bytes of one warning when not all of them are whole; it then says the rule, the place and what to do. */
    public static final int BYTES_EACH = 256;

    /** The bytes of all warnings of one answer. */
    public static final int BYTES_IN_ALL = 4_096;

    private WarningBudget() {}

    /**
     * The lines that fit, in the order of the warnings; when some do not fit, the last line says how many.
     *
     * @param warnings gravest first
     */
    public static List<String> fit(List<AdmissionWarning> warnings) {
        List<String> whole = new ArrayList<>();
        int used = 0;
        for (AdmissionWarning warning : warnings) {
            String line = warning.line();
            used += AdmissionWarning.size(line);
            if (used > WHOLE_BYTES) {
                return fitShort(warnings);
            }
            whole.add(line);
        }
        return List.copyOf(whole);
    }

    private static List<String> fitShort(List<AdmissionWarning> warnings) {
        List<String> fitting = new ArrayList<>();
        int used = 0;
        // What is kept leaves room for the line about the rest, unless there is no rest.
        for (AdmissionWarning warning : warnings) {
            String line = warning.shortLine(BYTES_EACH);
            int left = warnings.size() - fitting.size() - 1;
            used += AdmissionWarning.size(line);
            if (used + (left == 0 ? 0 : AdmissionWarning.size(more(left))) > BYTES_IN_ALL) {
                break;
            }
            fitting.add(line);
        }
        if (fitting.size() < warnings.size()) {
            fitting.add(more(warnings.size() - fitting.size()));
        }
        return List.copyOf(fitting);
    }

    private static String more(int count) {
        return "and " + count + " more";
    }
}
