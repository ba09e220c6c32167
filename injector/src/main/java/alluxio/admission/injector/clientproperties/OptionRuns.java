package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.status.Digests;
import alluxio.admission.model.Budget;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.alluxio.OptionSpans.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds several options that have one digest together, as earlier versions wrote it. A digest is computed for each sequence of
 * options, so limits are needed; they are beyond all that was ever appended.
 *
 * @param spans of all options of the text
 */
record OptionRuns(String value, List<Span> spans, Budget budget) {
    /** What every injected option starts with. */
    private static final String OPTION = "-D";

    /** The most options that one injection appended: JDK 8 reads no more of JAVA_TOOL_OPTIONS. */
    private static final int MAX_OPTIONS = JavaToolOptions.MAX_OPTIONS;

    /** The most characters that one injection appended: JDK 8 reads 1,024, and the variables of roles get two options. */
    private static final int MAX_CHARACTERS = 4 << 10;

    /** How many options, from the end of the text, may be the first of a sequence. */
    private static final int MAX_STARTS = 4 * MAX_OPTIONS;

    /** Adds what it finds of the wanted digests, and the options. */
    void find(Set<String> wanted, List<Span> found, Set<String> digests) {
        int least = Math.max(0, spans.size() - MAX_STARTS);
        for (int first = spans.size() - 1; first >= least; first--) {
            int last = value.startsWith(OPTION, spans.get(first).start()) ? last(first, wanted, digests) : -1;
            if (last >= 0) {
                found.addAll(spans.subList(first, last + 1));
            }
        }
    }

    /** The last option of the sequence that starts with this one, or -1. */
    private int last(int first, Set<String> wanted, Set<String> digests) {
        int start = spans.get(first).start();
        int end = Math.min(spans.size(), first + MAX_OPTIONS);
        for (int last = first + 1; last < end && spans.get(last).end() - start <= MAX_CHARACTERS; last++) {
            budget.spendText(spans.get(last).end() - start);
            String digest = Digests.of(value.substring(start, spans.get(last).end()));
            if (wanted.contains(digest)) {
                digests.add(digest);
                return last;
            }
        }
        return -1;
    }

    /** In the order of the text, each once. */
    static List<Span> inOrder(List<Span> spans) {
        List<Span> inOrder = new ArrayList<>(new LinkedHashSet<>(spans));
        inOrder.sort(Comparator.comparingInt(Span::start));
        return inOrder;
    }
}
