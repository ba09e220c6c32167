package alluxio.admission.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Manual pages in the man(7) macros, made of picocli's model: one for the program and one for each command. picocli's own generator writes
 * AsciiDoc, which needs Ruby to become a manual page.
 */
final class ManPages {
    /** What roff reads as a command at the beginning of a line. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^(?=[.'])");

    private final String version;

    /** @param version as the footer of each page shows it */
    ManPages(String version) {
        this.version = version;
    }

    /** The text of each page by the name of its file, such as {@code alluxio-admission-inject.1}. */
    Map<String, String> of(CommandSpec root) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(root.name() + ".1", page(root, root.name()));
        CommandTexts.visible(root).forEach((name, command) -> {
            String title = root.name() + "-" + name;
            pages.put(title + ".1", page(command, title));
        });
        return pages;
    }

    private String page(CommandSpec command, String title) {
        List<String> description = CommandTexts.lines(command.usageMessage().description());
        StringBuilder page = new StringBuilder(".TH " + quoted(title.toUpperCase(Locale.ROOT)) + " 1 \"\" "
                + quoted(version) + " \"User Commands\"\n");
        page.append(".SH NAME\n" + escaped(title) + " \\- " + escaped(purpose(description)) + "\n");
        page.append(".SH SYNOPSIS\n.nf\n" + escaped(synopsis(command)) + "\n.fi\n");
        page.append(".SH DESCRIPTION\n" + paragraphs(description));
        arguments(command, page);
        commands(command, title, page);
        List<String> footer = CommandTexts.lines(command.usageMessage().footer());
        if (!footer.isEmpty()) {
            page.append(".SH NOTES\n" + paragraphs(footer));
        }
        if (command.parent() != null) {
            page.append(".SH SEE ALSO\n.BR " + escaped(command.root().name()) + " (1)\n");
        }
        return page.toString();
    }

    private static void commands(CommandSpec command, String title, StringBuilder page) {
        if (command.subcommands().isEmpty()) {
            return;
        }
        page.append(".SH COMMANDS\n");
        CommandTexts.visible(command).forEach((name, subcommand) -> {
            List<String> description =
                    CommandTexts.lines(subcommand.usageMessage().description());
            page.append(".TP\n.BR " + escaped(title + "-" + name) + " (1)\n" + escaped(purpose(description)) + "\n");
        });
    }

    private static void arguments(CommandSpec command, StringBuilder page) {
        page.append(".SH OPTIONS\n");
        command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .forEach(parameter ->
                        page.append(argument("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter)));
        command.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> page.append(argument(names(option), option)));
    }

    private static String argument(String heading, ArgSpec argument) {
        return ".TP\n" + heading + "\n" + escaped(String.join(" ", CommandTexts.lines(argument.description()))) + "\n";
    }

    private static String names(OptionSpec option) {
        String names = String.join(
                ", ",
                List.of(option.names()).stream()
                        .map(name -> "\\fB" + escaped(name) + "\\fR")
                        .toList());
        return option.arity().max() == 0 ? names : names + " \\fI" + escaped(option.paramLabel()) + "\\fR";
    }

    private static String synopsis(CommandSpec command) {
        CommandLine.Help help =
                new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return help.synopsis(0).strip();
    }

    private static String paragraphs(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line.isBlank() ? ".PP\n" : escaped(line) + "\n.br\n");
        }
        return text.toString();
    }

    /** What the program does, as the line of a list: without a full stop. */
    private static String purpose(List<String> description) {
        String sentence = CommandTexts.firstSentence(description);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String escaped(String text) {
        return COMMAND.matcher(text.replace("\\", "\\e").replace("-", "\\-")).replaceAll("\\\\&");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "") + '"';
    }
}
