package alluxio.admission.testcluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Helm, as users run it. Thread-safe. */
public record Helm(Path program) {

    /** The newest one. */
    public static Helm four() {
        return new Helm(ToolCache.ofUser().forHelm().path(Program.HELM));
    }

    public static Helm three() {
        return new Helm(ToolCache.ofUser().forHelm().path(Program.HELM_3));
    }

    /**
     * @return what it printed
     * @throws TestClusterException when it fails; the message has what it printed
     */
    public String run(List<String> arguments) {
        return Command.run(command(arguments));
    }

    /** As {@link #run}, also when it fails. */
    public Command.Result attempt(List<String> arguments) {
        return Command.attempt(command(arguments));
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        return command;
    }
}
