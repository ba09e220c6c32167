package alluxio.admission.app.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of shell commands on a page, with what comments above it say about it: {@code <!-- not run: reason -->}, {@code <!-- run on
 * the node -->}, {@code <!-- before: commands -->}, which readers need not type, and {@code <!-- exit code: 1 -->}.
 *
 * @param line of its fence, from 1
 * @param output what the page shows as its output: a block of {@code text} or {@code json} that follows at once, or after one line
 */
public record CommandBlock(String page, int line, String commands, Directives directives, Optional<String> output) {
    private static final Pattern FENCE = Pattern.compile("(\\s*)```(\\w*)\\s*");
    private static final Pattern DIRECTIVE = Pattern.compile("\\s*<!-- (.*) -->");
    private static final List<String> COMMANDS = List.of("", "sh", "bash", "console");
    private static final int LINES_BEFORE_OUTPUT = 2;
    private static final List<String> OUTPUT = List.of("text", "json");

    /** Where its commands are run. */
    public enum Place {
        API_SERVER,
        NODE,
        NOWHERE
    }

    /**
     * @param reason why it is run nowhere, else empty
     * @param before commands that are run first
     */
    public record Directives(Place place, String reason, List<String> before, int exitCode) {
        static Directives of(List<String> comments) {
            Place place = Place.API_SERVER;
            String reason = "";
            List<String> before = new ArrayList<>();
            int exitCode = 0;
            for (String comment : comments) {
                if (comment.startsWith("not run: ")) {
                    place = Place.NOWHERE;
                    reason = comment.substring("not run: ".length()).strip();
                } else if (comment.equals("run on the node")) {
                    place = Place.NODE;
                } else if (comment.startsWith("before: ")) {
                    before.add(comment.substring("before: ".length()));
                } else if (comment.startsWith("exit code: ")) {
                    exitCode = Integer.parseInt(comment.substring("exit code: ".length()));
                } else {
                    throw new IllegalArgumentException("no directive of a command block: " + comment);
                }
            }
            return new Directives(place, reason, List.copyOf(before), exitCode);
        }
    }

    /** A fenced block of any kind. */
    private record Fenced(int line, int end, String language, String text, List<String> comments) {}

    /** Those of a page, in its order. */
    public static List<CommandBlock> of(Document page) {
        List<Fenced> all = fenced(page);
        List<CommandBlock> blocks = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Fenced fenced = all.get(i);
            if (COMMANDS.contains(fenced.language())) {
                Optional<String> output = i + 1 < all.size() && isOutputOf(fenced, all.get(i + 1))
                        ? Optional.of(all.get(i + 1).text())
                        : Optional.empty();
                blocks.add(
                        new CommandBlock(page.name(), fenced.line(), fenced.text(), directives(page, fenced), output));
            }
        }
        return blocks;
    }

    private static boolean isOutputOf(Fenced commands, Fenced next) {
        return OUTPUT.contains(next.language()) && next.line() - commands.end() <= LINES_BEFORE_OUTPUT;
    }

    private static Directives directives(Document page, Fenced fenced) {
        try {
            return Directives.of(fenced.comments());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(page.name() + ":" + fenced.line() + ": " + e.getMessage(), e);
        }
    }

    private static List<Fenced> fenced(Document page) {
        List<Fenced> found = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        List<String> lines = page.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            Matcher directive = DIRECTIVE.matcher(lines.get(i));
            if (directive.matches()) {
                comments.add(directive.group(1));
            } else if (fence.matches()) {
                int begin = i;
                String indent = fence.group(1);
                StringBuilder text = new StringBuilder();
                while (!lines.get(++i).strip().equals("```")) {
                    String line = lines.get(i);
                    text.append(line.startsWith(indent) ? line.substring(indent.length()) : line)
                            .append('\n');
                }
                found.add(new Fenced(begin + 1, i + 1, fence.group(2), text.toString(), List.copyOf(comments)));
                comments.clear();
            } else {
                comments.clear();
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return page + ":" + line + " " + commands.lines().findFirst().orElse("");
    }
}
