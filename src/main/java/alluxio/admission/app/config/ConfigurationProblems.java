package alluxio.admission.app.config;

import alluxio.admission.manifest.yaml.PositionedNode;
import alluxio.admission.model.Excerpt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Collects the errors and remarks about one configuration file, with line, column and path. The first {@value ConfigurationLimits#ERRORS} of
 * the file are kept, and the others counted: a file can have an error in every few characters. Not thread safe.
 */
final class ConfigurationProblems {
    private static final Comparator<LocatedMessage> ORDER = Comparator.comparingInt(LocatedMessage::line)
            .thenComparingInt(LocatedMessage::column)
            .thenComparingInt(LocatedMessage::number);

    /** @param number in the order of reading, which is the order of those at one place */
    private record LocatedMessage(int line, int column, int number, String text) {}

    /** The first messages of the file, the last of them at the head of the queue, and how many more there were. */
    private static final class FirstMessages {
        private final PriorityQueue<LocatedMessage> first = new PriorityQueue<>(ORDER.reversed());
        private int added;
        private int more;

        void add(int line, int column, String text) {
            first.add(new LocatedMessage(line, column, added++, text));
            if (first.size() > ConfigurationLimits.ERRORS) {
                first.remove();
                more++;
            }
        }

        List<String> inOrderOfTheFile(String file) {
            List<String> texts = new ArrayList<>(
                    first.stream().sorted(ORDER).map(LocatedMessage::text).toList());
            if (more > 0) {
                texts.add(file + ": and " + more + " more");
            }
            return texts;
        }
    }

    private final String file;
    private final FirstMessages errors = new FirstMessages();
    private final FirstMessages remarks = new FirstMessages();

    ConfigurationProblems(String file) {
        this.file = file;
    }

    void error(int line, int column, String path, String message) {
        errors.add(line, column, text(line, column, path, message));
    }

    void error(PositionedNode node, String path, String message) {
        error(node.line(), node.column(), path, message);
    }

    void remark(PositionedNode node, String path, String message) {
        remarks.add(node.line(), node.column(), text(node.line(), node.column(), path, message));
    }

    boolean hasErrors() {
        return !errors.first.isEmpty();
    }

    List<String> errors() {
        return errors.inOrderOfTheFile(file);
    }

    List<String> remarks() {
        return remarks.inOrderOfTheFile(file);
    }

    private String text(int line, int column, String path, String message) {
        return file + ":" + line + ":" + column + ": "
                + (path.isEmpty() ? "" : Excerpt.cut(path, ConfigurationLimits.MESSAGE_CHARACTERS) + ": ")
                + Excerpt.cut(message, ConfigurationLimits.MESSAGE_CHARACTERS);
    }
}
