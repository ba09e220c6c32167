package alluxio.admission.app.cli;

import alluxio.admission.app.build.BuildInfo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The same as the option --version of every command line. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Prints the version and the git revision.")
final class VersionCommand implements Callable<Integer> {
    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.result("alluxio-admission " + BuildInfo.current());
        return ExitCode.OK;
    }
}
