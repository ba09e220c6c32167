package alluxio.admission.app.cli;

import alluxio.admission.app.build.BuildInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Manual pages of all commands. Hidden: for the archive of a release, and for packagers. */
@Command(
        name = "man-pages",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Writes a manual page for each command into a folder, which is made if it is not there.")
final class ManPagesCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FOLDER", description = "such as share/man/man1")
    private Path folder = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Console console;

    ManPagesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Map<String, String> pages =
                new ManPages("alluxio-admission " + BuildInfo.current().version()).of(spec.root());
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(folder.resolve(page.getKey()), page.getValue());
            }
        } catch (IOException e) {
            console.report("cannot write the manual pages into " + folder + ": " + e);
            return ExitCode.USAGE;
        }
        return ExitCode.OK;
    }
}
