package alluxio.admission.app.config;

import alluxio.admission.manifest.yaml.PositionedNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the errors and remarks about one configuration file, with line, column and path. Not thread safe. */
final class ConfigurationProblems {
    private record LocatedMessage(int line, int column, String text) {}

    private final String file;
    private final List<LocatedMessage> errors = new ArrayList<>();
    private final List<LocatedMessage> remarks = new ArrayList<>();

    ConfigurationProblems(String file) {
        this.file = file;
    }

    void error(int line, int column, String path, String message) {
        errors.add(entry(line, column, path, message));
    }

    void error(PositionedNode node, String path, String message) {
        error(node.line(), node.column(), path, message);
    }

    void remark(PositionedNode node, String path, String message) {
        remarks.add(entry(node.line(), node.column(), path, message));
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    List<String> errors() {
        return inOrderOfTheFile(errors);
    }

    List<String> remarks() {
        return inOrderOfTheFile(remarks);
    }

    private LocatedMessage entry(int line, int column, String path, String message) {
        String where = file + ":" + line + ":" + column + ": ";
        return new LocatedMessage(line, column, where + (path.isEmpty() ? "" : path + ": ") + message);
    }

    private static List<String> inOrderOfTheFile(List<LocatedMessage> entries) {
        return entries.stream()
                .sorted(Comparator.comparingInt(LocatedMessage::line).thenComparingInt(LocatedMessage::column))
                .map(LocatedMessage::text)
                .toList();
    }
}
