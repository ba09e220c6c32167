package alluxio.admission.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The subcommands that users are told of, in their order; hidden ones are for builds. */
final class VisibleCommands {
    private VisibleCommands() {}

    static Map<String, CommandSpec> of(CommandSpec command) {
        Map<String, CommandSpec> commands = new LinkedHashMap<>();
        command.subcommands().forEach((name, subcommand) -> {
            CommandSpec spec = subcommand.getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                commands.put(name, spec);
            }
        });
        return commands;
    }
}
