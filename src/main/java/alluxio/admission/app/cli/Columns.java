package alluxio.admission.app.cli;

/** Lines of at most 100 columns: a name, and text beside it that is wrapped between words. */
final class Columns {
    private static final int WIDTH = 100;
    private static final int NAME = 20;

    private final StringBuilder text = new StringBuilder();

    void line(int indent, String line) {
        text.append(" ".repeat(indent)).append(line).append('\n');
    }

    void blank() {
        text.append('\n');
    }

    /** A name that does not fit into its column has a line of its own. */
    void row(int indent, String name, String beside) {
        text.append(" ".repeat(indent)).append(name);
        int column = indent + visible(name);
        int target = indent + NAME;
        if (column >= target && !beside.isEmpty()) {
            text.append('\n');
            column = 0;
        }
        String between = "";
        if (!beside.isEmpty()) {
            text.append(" ".repeat(target - column));
            column = target;
        }
        for (String word : beside.isEmpty() ? new String[0] : beside.split(" ")) {
            if (!between.isEmpty() && column + 1 + word.length() > WIDTH) {
                text.append('\n').append(" ".repeat(target));
                column = target;
                between = "";
            }
            text.append(between).append(word);
            column += between.length() + word.length();
            between = " ";
        }
        text.append('\n');
    }

    String text() {
        return text.toString();
    }

    /** Without the escape sequences of a colour. */
    private static int visible(String name) {
        return name.replaceAll("\u001b\\[[0-9;]*m", "").length();
    }
}
