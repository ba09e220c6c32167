package alluxio.admission.app.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A script that lets a shell complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script by which a shell completes commands and options.",
            "",
            "bash, zsh: source <(alluxio-admission completion bash)",
            "fish: alluxio-admission completion fish > ~/.config/fish/completions/alluxio-admission.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    /** Lower case, as users write them. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Parameters(index = "0", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell = Shell.bash;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Console console;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        console.data(
                switch (shell) {
                    // The script of picocli is for both: it loads zsh's emulation of bash.
                    case bash, zsh -> AutoComplete.bash(root.name(), root.commandLine()) + "\n";
                    case fish -> FishCompletion.of(root);
                });
        return ExitCode.OK;
    }
}
