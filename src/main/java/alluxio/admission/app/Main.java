package alluxio.admission.app;

import alluxio.admission.app.cli.CommandLineApp;
import alluxio.admission.app.cli.Console;
import java.time.InstantSource;

/** Entry point: joins the command line to the process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Before the first logger is created: a server logs JSON on stdout, a command only problems, on stderr.
        boolean server = arguments.length > 0 && arguments[0].equals("serve");
        System.setProperty("logback.configurationFile", server ? "logback-serve.xml" : "logback-command.xml");
        System.exit(CommandLineApp.run(Console.system(System.getenv()), InstantSource.system(), arguments));
    }
}
