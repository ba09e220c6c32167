package alluxio.admission.manifest.yaml;

import java.util.ArrayList;
import java.util.List;

/** Splits a stream as kubectl does: by lines that start with {@code ---}, before anything is parsed. */
final class DocumentSplitter {
    /** @param linesBefore how many lines of the stream come before this text */
    record Chunk(String text, int linesBefore) {}

    private static final String SEPARATOR = "---";

    private DocumentSplitter() {}

    /** @throws YamlProblem when anything but a comment follows on a separator's line */
    static List<Chunk> split(String text) {
        List<Chunk> chunks = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        int first = 0;
        int line = 0;
        // Every line ends with a line feed afterwards, also the last: kubectl reads a block scalar there as complete.
        for (String each : lines(text)) {
            boolean separator = each.startsWith(SEPARATOR);
            if (separator) {
                requireComment(each, line + 1);
            }
            if (separator && !chunk.isEmpty()) {
                chunks.add(new Chunk(chunk.toString(), first));
                chunk.setLength(0);
                first = line + 1;
            } else {
                chunk.append(each).append('\n');
            }
            line++;
        }
        if (!chunk.isEmpty()) {
            chunks.add(new Chunk(chunk.toString(), first));
        }
        return chunks;
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            int next = feed < 0 ? text.length() : feed + 1;
            lines.add(text.substring(start, feed > start && text.charAt(feed - 1) == '\r' ? end - 1 : end));
            start = next;
        }
        return lines;
    }

    private static void requireComment(String line, int number) {
        String rest = line.substring(SEPARATOR.length()).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw new YamlProblem(number, SEPARATOR.length() + 1, "only a comment may follow \"---\" on its line");
        }
    }
}
