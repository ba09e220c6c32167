package alluxio.admission.app.cli;

import alluxio.admission.app.build.BuildInfo;
import alluxio.admission.app.demo.ClusterUnavailableException;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.YamlException;
import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.view.MessageText;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands, and how all of them report errors: lines on stderr and an exit code. */
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
        CommandLine commands = new CommandTree(console, clock).forArguments(arguments);
        commands.getCommandSpec().versionProvider(() -> new String[] {"alluxio-admission " + BuildInfo.current()});
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        commands.setUsageHelpWidth(110);
        commands.setOut(console.outWriter());
        commands.setErr(console.errWriter());
        commands.setParameterExceptionHandler((e, args) -> usageError(console, e));
        commands.setExecutionExceptionHandler((e, commandLine, result) -> explain(console, e));
        if (arguments.length == 0) {
            commands.usage(console.errWriter());
            return ExitCode.USAGE;
        }
        try {
            return commands.execute(arguments);
        } catch (OutOfMemoryError e) {
            console.report(
                    "This input needs more memory than Java may use: read fewer manifests at a time, or allow more "
                            + "memory with JAVA_OPTS=-Xmx4g");
            return ExitCode.USAGE;
        } catch (LinkageError | StackOverflowError e) {
            // Past picocli, which handles exceptions only; the JVM's own exit code would read as a refusal.
            return bug(console, e);
        }
    }

    private static int usageError(Console console, CommandLine.ParameterException e) {
        CommandLine.Model.CommandSpec command = e.getCommandLine().getCommandSpec();
        String help = " (see " + command.qualifiedName() + " --help)";
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            boolean option = word.startsWith("-");
            Set<String> known = option
                    ? command.optionsMap().keySet()
                    : command.subcommands().keySet();
            console.report((option
                            ? "there is no option "
                            : known.isEmpty() ? "there is no use for the argument " : "there is no command ")
                    + MessageText.cut(word)
                    + DidYouMean.suffix(word, known)
                    + help);
            return ExitCode.USAGE;
        }
        console.report(e.getMessage() + help);
        return ExitCode.USAGE;
    }

    private static int explain(Console console, Exception e) {
        return switch (e) {
            case UnreadableException unreadable -> fail(console, unreadable.lines(), ExitCode.USAGE);
            case YamlException yaml -> fail(console, List.of(String.valueOf(yaml.getMessage())), ExitCode.USAGE);
            case ClusterUnavailableException cluster ->
                fail(console, String.valueOf(cluster.getMessage()).lines().toList(), ExitCode.UNREACHABLE);
            default -> bug(console, e);
        };
    }

    private static int bug(Console console, Throwable e) {
        console.report("This is a bug in alluxio-admission; please report it with the following lines.");
        console.stackTrace(e);
        return ExitCode.BUG;
    }

    private static int fail(Console console, List<String> lines, int code) {
        lines.forEach(console::report);
        return code;
    }
}
