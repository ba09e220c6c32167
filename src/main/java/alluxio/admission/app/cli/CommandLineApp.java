package alluxio.admission.app.cli;

import alluxio.admission.app.demo.ClusterUnavailableException;
import alluxio.admission.app.yaml.UnreadableException;
import alluxio.admission.app.yaml.YamlException;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands, and what every error of theirs looks like: a line on stderr and an exit code. */
public final class CommandLineApp {
    private CommandLineApp() {}

    /** The root, which only has subcommands. */
    @Command(
            name = "alluxio-admission",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            description = {"One label makes a pod an Alluxio client.", ""},
            footer = {
                "",
                "Exit codes: 0 all well, 1 something refused as the webhook would, 2 wrong usage or unreadable input, "
                        + "3 the cluster could not be reached."
            })
    static final class Root {}

    /** Runs a command line to its end and returns the exit code. */
    public static int run(Console console, InstantSource clock, String... arguments) {
        CommandLine commands = new CommandLine(new Root())
                .addSubcommand(new TryCommand(console))
                .addSubcommand(new ServeCommand(console, clock))
                .addSubcommand(new InjectCommand(console))
                .addSubcommand(new UninjectCommand(console))
                .addSubcommand(new ExplainCommand(console, clock))
                .addSubcommand(new ValidateCommand(console, clock))
                .addSubcommand(new ProfileCommand(console))
                .addSubcommand(new UnregisterCommand(console));
        String version = CommandLineApp.class.getPackage().getImplementationVersion();
        commands.getCommandSpec().version("alluxio-admission " + (version == null ? "(not packaged)" : version));
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        commands.setUsageHelpWidth(110);
        commands.setOut(console.outWriter());
        commands.setErr(console.errWriter());
        commands.setParameterExceptionHandler((e, args) -> usageError(console, e));
        commands.setExecutionExceptionHandler((e, commandLine, result) -> explain(console, e));
        if (arguments.length == 0) {
            commands.usage(console.err());
            return ExitCode.USAGE;
        }
        try {
            return commands.execute(arguments);
        } catch (LinkageError | OutOfMemoryError | StackOverflowError e) {
            // Past picocli, which handles exceptions only; the JVM's own exit code would read as a refusal.
            return bug(console, e);
        }
    }

    private static int usageError(Console console, CommandLine.ParameterException e) {
        console.err()
                .println(e.getMessage() + " (see "
                        + e.getCommandLine().getCommandSpec().qualifiedName() + " --help)");
        CommandLine.UnmatchedArgumentException.printSuggestions(e, console.errWriter());
        return ExitCode.USAGE;
    }

    private static int explain(Console console, Exception e) {
        return switch (e) {
            case UnreadableException unreadable -> fail(console, unreadable, ExitCode.USAGE);
            case YamlException yaml -> fail(console, yaml, ExitCode.USAGE);
            case ClusterUnavailableException cluster -> fail(console, cluster, ExitCode.UNREACHABLE);
            default -> bug(console, e);
        };
    }

    private static int bug(Console console, Throwable e) {
        console.err().println("This is a mistake in alluxio-admission; please report it with what follows.");
        e.printStackTrace(console.err());
        return ExitCode.BUG;
    }

    private static int fail(Console console, Exception e, int code) {
        console.err().println(e.getMessage());
        return code;
    }
}
