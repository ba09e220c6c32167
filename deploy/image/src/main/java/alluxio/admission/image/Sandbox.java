package alluxio.admission.image;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.image.ReadOnlyRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a program of the image as a container would: in its root file system, read-only but for /tmp, as the image's
 * user. It needs root, or else user namespaces, where that user's number is not to be had; else the program runs where
 * its files lie on this machine.
 *
 * @param root root file system
 * @param tmp the folder that is /tmp; everybody must be able to write to it
 */
record Sandbox(Isolation isolation, Path root, Path tmp) {

    /** How near to a container. */
    enum Isolation {
        ROOT("as root, in the image's root file system as its user"),
        USER_NAMESPACE("in the image's root file system, in a user namespace"),
        RELOCATED("WITHOUT root and user namespaces, so only with the image's files at other paths");

        private final String description;

        Isolation(String description) {
            this.description = description;
        }

        @Override
        public String toString() {
            return description;
        }
    }

    /** The best that this machine allows. */
    static Sandbox of(Path root, Path tmp) {
        // Root of a user namespace may do the first, but cannot become another user.
        if (allows(
                "unshare",
                "--mount",
                "chroot",
                "--userspec=" + ImageLayout.USER + ":" + ImageLayout.USER,
                "/",
                "/bin/true")) {
            return new Sandbox(Isolation.ROOT, root, tmp);
        }
        return allows("unshare", "--user", "--map-root-user", "--mount", "true")
                ? new Sandbox(Isolation.USER_NAMESPACE, root, tmp)
                : new Sandbox(Isolation.RELOCATED, root, tmp);
    }

    private static boolean allows(String... command) {
        return Command.attempt(List.of(command)).code() == 0;
    }

    /**
     * @param command by its paths in the image
     * @param log of all that it prints, in its order: a file that was opened twice would lose what one writes over the other
     */
    Process start(List<String> command, Path log) {
        return start(prepared(command).redirectErrorStream(true).redirectOutput(log.toFile()));
    }

    /** @param errors what it prints to standard error */
    Process start(List<String> command, Path output, Path errors) {
        return start(prepared(command).redirectOutput(output.toFile()).redirectError(errors.toFile()));
    }

    private ProcessBuilder prepared(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(complete(command))
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(ImageLayout.environment());
        builder.environment().put("KUBECONFIG", inside("/tmp/kubeconfig"));
        if (isolation != Isolation.RELOCATED) {
            builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        }
        return builder;
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> complete(List<String> command) {
        return switch (isolation) {
            case ROOT -> new ReadOnlyRoot(root, tmp).as(ImageLayout.USER, command);
            case USER_NAMESPACE -> new ReadOnlyRoot(root, tmp).inUserNamespace(command);
            case RELOCATED -> command.stream().map(this::inside).toList();
        };
    }

    /** A path, or an option with one, as the program must see it. */
    private String inside(String argument) {
        return isolation == Isolation.RELOCATED
                ? argument.replaceFirst("(^|=)/opt/", "$1" + root + "/opt/")
                        .replaceFirst("(^|=)/tmp(/|$)", "$1" + tmp + "$2")
                : argument;
    }
}
