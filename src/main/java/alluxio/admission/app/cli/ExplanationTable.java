package alluxio.admission.app.cli;

import java.util.ArrayList;
import java.util.List;

/** The two columns of an explanation: a name, and text beside it that is wrapped at 100 columns. */
final class ExplanationTable {
    private static final int WIDTH = 100;
    private static final int NAME = 20;

    private final Console console;
    private final List<String> lines = new ArrayList<>();

    ExplanationTable(Console console) {
        this.console = console;
    }

    void line(int indent, String line) {
        lines.add(" ".repeat(indent) + line);
    }

    void blank() {
        lines.add("");
    }

    /** A name that does not fit into its column has a line of its own. */
    void row(int indent, String name, String beside) {
        StringBuilder line = new StringBuilder(" ".repeat(indent)).append(name);
        int column = indent + console.width(name);
        int target = indent + NAME;
        if (column >= target && !beside.isEmpty()) {
            flush(line);
            column = 0;
        }
        String between = "";
        if (!beside.isEmpty()) {
            line.append(" ".repeat(target - column));
            column = target;
        }
        for (String word : beside.isEmpty() ? new String[0] : beside.split(" ")) {
            if (!between.isEmpty() && column + 1 + word.length() > WIDTH) {
                flush(line);
                line.append(" ".repeat(target));
                column = target;
                between = "";
            }
            line.append(between).append(word);
            column += between.length() + word.length();
            between = " ";
        }
        flush(line);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private void flush(StringBuilder line) {
        lines.add(line.toString());
        line.setLength(0);
    }
}
