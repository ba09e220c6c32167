package alluxio.admission.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows configurations. */
@Command(name = "profile", description = "Prints the configuration that is in force without a file, to start one from.")
final class ProfileCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--defaults", description = "print the built-in defaults, as a configuration file")
    private boolean defaults;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Console console;

    ProfileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!defaults) {
            throw new ParameterException(spec.commandLine(), "profile: say what to print: --defaults");
        }
        console.out().print(alluxio.admission.app.config.DefaultConfiguration.text());
        return ExitCode.OK;
    }
}
