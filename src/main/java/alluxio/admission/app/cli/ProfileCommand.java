package alluxio.admission.app.cli;

import alluxio.admission.app.config.ConfigurationFiles;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the built-in configuration or the schema, or checks a configuration file. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the built-in configuration as a starting point (--defaults) or the JSON Schema (--schema), or checks a "
                    + "configuration file (--config).",
            "",
            "Exit codes: 0 all well, 2 wrong usage or a file with errors."
        })
final class ProfileCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption common = new ConfigOption();

    @Option(names = "--defaults", description = "print the built-in defaults, as a configuration file")
    private boolean defaults;

    @Option(names = "--schema", description = "print the JSON Schema of the configuration file, for editors")
    private boolean schema;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Console console;

    ProfileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (defaults) {
            console.data(ConfigurationFiles.defaults());
        } else if (schema) {
            console.data(ConfigurationFiles.schema());
        } else if (common.configFile().isPresent()) {
            console.result("well formed; profiles: "
                    + String.join(", ", common.configuration().profiles().keySet()));
        } else {
            throw new ParameterException(
                    spec.commandLine(), "profile: say what to do: --defaults, --schema or --config FILE");
        }
        return ExitCode.OK;
    }
}
