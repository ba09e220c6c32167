package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.status.Digests;
import alluxio.admission.model.alluxio.JavaToolOptions;
import java.util.Optional;

/** Finds the part of a variable's value that an injection appended, by the digest that the status keeps of it. */
public final class AppendedOptions {
    /** What every injected option starts with. */
    private static final String OPTION = "-D";

    /**
     * Options that one injection may have appended: JDK 8 reads no more of JAVA_TOOL_OPTIONS, and the variables of roles get
     * two. Each is a digest to be taken, so there must be an end.
     */
    private static final int MOST = JavaToolOptions.MAX_OPTIONS;

    private AppendedOptions() {}

    public static boolean fits(String value, String digests) {
        return start(value, digests).isPresent();
    }

    /**
     * Where our part begins. Several runs may have appended, one after the other: their digests are joined by plus
     * signs, the oldest first, and must fit from the end backwards.
     */
    public static Optional<Integer> start(String value, String digests) {
        int end = value.length();
        int start = end;
        String[] each = digests.split("\\+");
        for (int i = each.length - 1; i >= 0; i--) {
            start = tail(value, end, each[i]);
            if (start < 0) {
                return Optional.empty();
            }
            end = Math.max(0, start - 1);
        }
        return Optional.of(start);
    }

    /** Where the options begin that end at that place and have the digest, or -1. */
    private static int tail(String value, int end, String digest) {
        int begin = end;
        for (int options = 0; options < MOST; options++) {
            begin = lastOption(value, begin);
            if (begin < 0 || Digests.of(value.substring(begin, end)).equals(digest)) {
                return begin;
            }
        }
        return -1;
    }

    /** Where the last option in front of a place begins, behind a blank or at the start; -1: there is none. */
    private static int lastOption(String value, int before) {
        int at = value.lastIndexOf(OPTION, before - 1);
        while (at > 0 && value.charAt(at - 1) != ' ') {
            at = value.lastIndexOf(OPTION, at - 1);
        }
        return at;
    }
}
