package alluxio.admission.app.cli;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The root and its subcommands. Reading the options of a class by reflection takes milliseconds at the start of every process; so
 * where a command line begins with the name of a command, the others are left out, as are all where only the version is wanted.
 */
final class CommandTree {
    /** What the root answers by itself, where it stands alone. */
    private static final Set<String> VERSION = Set.of("--version", "-V");

    /** Commands that describe all others. */
    private static final Set<String> ABOUT_ALL = Set.of("completion", "man-pages");

    private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

    CommandTree(Console console, InstantSource clock) {
        commands.put("try", () -> new TryCommand(console));
        commands.put("serve", () -> new ServeCommand(clock));
        commands.put("inject", () -> new InjectCommand(console, clock));
        commands.put("uninject", () -> new UninjectCommand(console));
        commands.put("explain", () -> new ExplainCommand(console, clock));
        commands.put("validate", () -> new ValidateCommand(console, clock));
        commands.put("check", () -> new CheckCommand(console, clock));
        commands.put("profile", () -> new ProfileCommand(console, clock));
        commands.put("trust", () -> new TrustCommand(console));
        commands.put("trial", () -> new TrialCommand(console, System::nanoTime));
        commands.put("unregister", () -> new UnregisterCommand(console));
        commands.put("version", () -> new VersionCommand(console));
        commands.put("completion", () -> new CompletionCommand(console));
        commands.put("man-pages", () -> new ManPagesCommand(console));
    }

    /** The commands that these arguments can mean. */
    CommandLine forArguments(String... arguments) {
        CommandLine root = new CommandLine(new CommandLineApp.Root());
        String first = arguments.length == 0 ? "" : arguments[0];
        if (arguments.length == 1 && VERSION.contains(first)) {
            return root;
        }
        Supplier<Object> only = ABOUT_ALL.contains(first) ? null : commands.get(first);
        if (only == null) {
            commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
        } else {
            root.addSubcommand(first, only.get());
        }
        return root;
    }
}
