package alluxio.admission.app;

import java.util.List;

/**
 * The commands of which {@code bin/alluxio-admission} makes its cache of classes, in one process: a JVM writes such a cache of what
 * one process has loaded. Its argument is a folder of manifests.
 */
final class CommandTraining {
    private static final List<String> COMMANDS = List.of("validate", "inject", "explain");

    private CommandTraining() {}

    public static void main(String[] arguments) {
        for (String command : COMMANDS) {
            Main.run(command, "-f", arguments[0]);
        }
        // As a command ends: before it exits, the JDK looks for a logger.
        System.exit(Main.run("--version"));
    }
}
