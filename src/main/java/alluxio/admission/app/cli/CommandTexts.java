package alluxio.admission.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What picocli's model says of commands, for the pages and scripts that are made of it. */
final class CommandTexts {
    private CommandTexts() {}

    /** The subcommands that users are told of, in their order; hidden ones are for builds. */
    static Map<String, CommandSpec> visible(CommandSpec command) {
        Map<String, CommandSpec> commands = new LinkedHashMap<>();
        command.subcommands().forEach((name, subcommand) -> {
            CommandSpec spec = subcommand.getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                commands.put(name, spec);
            }
        });
        return commands;
    }

    /** Lines without picocli's markup. */
    static List<String> lines(String... texts) {
        return List.of(texts).stream().map(CommandLine.Help.Ansi.OFF::string).toList();
    }

    /** Of a description: up to its first full stop that another sentence follows. */
    static String firstSentence(List<String> lines) {
        String first =
                lines.stream().filter(line -> !line.isBlank()).findFirst().orElse("");
        int end = first.indexOf(". ");
        return end < 0 ? first : first.substring(0, end);
    }
}
