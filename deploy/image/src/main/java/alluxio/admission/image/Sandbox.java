package alluxio.admission.image;

import alluxio.admission.testcluster.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a program of the image as a container would: in its root file system, read-only but for /tmp, as the image's
 * user. It needs root, or else user namespaces, where that user's number is not to be had; else the program runs where
 * its files lie on this machine.
 *
 * @param root root file system
 * @param tmp the folder that is /tmp; everybody must be able to write to it
 */
record Sandbox(Kind kind, Path root, Path tmp) {

    /** How near to a container. */
    enum Kind {
        ROOT("as root, in the image's root file system as its user"),
        USER_NAMESPACE("in the image's root file system, in a user namespace"),
        RELOCATED("WITHOUT root and user namespaces, so only with the image's files at other paths");

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        @Override
        public String toString() {
            return description;
        }
    }

    /** In a mount namespace of its own, which vanishes with it. Each step replaces the shell: signals reach the program. */
    private static final String ENTER = """
            root=$1 tmp=$2 user=$3
            shift 3
            mount --bind "$root" "$root"
            mount -o remount,bind,ro "$root"
            for folder in proc dev sys; do mount --rbind "/$folder" "$root/$folder"; done
            mount --bind "$tmp" "$root/tmp"
            cd /
            exec chroot $user "$root" "$@"
            """;

    /** The best that this machine allows. */
    static Sandbox of(Path root, Path tmp) {
        // Root of a user namespace may do the first, but is nobody else.
        if (allows("unshare", "--mount", "chroot", "--userspec=" + Layout.USER + ":" + Layout.USER, "/", "/bin/true")) {
            return new Sandbox(Kind.ROOT, root, tmp);
        }
        return allows("unshare", "--user", "--map-root-user", "--mount", "true")
                ? new Sandbox(Kind.USER_NAMESPACE, root, tmp)
                : new Sandbox(Kind.RELOCATED, root, tmp);
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
        builder.environment().putAll(Layout.environment());
        builder.environment().put("KUBECONFIG", inside("/tmp/kubeconfig"));
        if (kind != Kind.RELOCATED) {
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
        List<String> complete = new ArrayList<>();
        switch (kind) {
            case ROOT -> complete.addAll(List.of("unshare", "--mount"));
            case USER_NAMESPACE -> complete.addAll(List.of("unshare", "--user", "--map-root-user", "--mount"));
            case RELOCATED -> {
                return command.stream().map(this::inside).toList();
            }
        }
        String user = kind == Kind.ROOT ? "--userspec=" + Layout.USER + ":" + Layout.USER : "--";
        complete.addAll(List.of("/bin/sh", "-ec", ENTER, "sandbox", root.toString(), tmp.toString(), user));
        complete.addAll(command);
        return complete;
    }

    /** A path, or an option with one, as the program must see it. */
    private String inside(String argument) {
        return kind == Kind.RELOCATED
                ? argument.replaceFirst("(^|=)/opt/", "$1" + root + "/opt/")
                        .replaceFirst("(^|=)/tmp(/|$)", "$1" + tmp + "$2")
                : argument;
    }
}
