package alluxio.admission.app;

import alluxio.admission.app.cli.CommandLineApp;
import alluxio.admission.app.cli.Console;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entry point: joins the command line to the process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command line to its end and returns the exit code. */
    static int run(String... arguments) {
        // Before the first logger is created: all that a server writes is JSON lines on stdout; a command logs
        // problems, on stderr.
        boolean server = arguments.length > 0 && arguments[0].equals("serve");
        System.setProperty("logback.configurationFile", server ? "logback-serve.xml" : "logback-command.xml");
        return CommandLineApp.run(
                server ? serverConsole() : Console.system(System.getenv()), InstantSource.system(), arguments);
    }

    private static Console serverConsole() {
        Logger log = LoggerFactory.getLogger("alluxio.admission");
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> log.atError()
                .addKeyValue("thread", thread.getName())
                .setCause(thrown)
                .log("A thread ended with an exception"));
        return Console.logging(log);
    }
}
