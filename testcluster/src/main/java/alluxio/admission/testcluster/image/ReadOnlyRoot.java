package alluxio.admission.testcluster.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line that runs a program as a container does: in a root file system that is read-only but for /tmp. It uses
 * a mount namespace of its own, which vanishes with the program. Each step replaces the shell, so signals reach the program.
 *
 * @param root the root file system, with the folders dev, proc, sys and tmp
 * @param tmp the folder that is /tmp inside; the program's user must be able to write to it
 */
public record ReadOnlyRoot(Path root, Path tmp) {
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

    /** As a user, which needs root. */
    public List<String> as(int user, List<String> command) {
        return entered(List.of("unshare", "--mount"), "--userspec=" + user + ":" + user, command);
    }

    /** In a user namespace, where it is root inside and the caller outside. */
    public List<String> inUserNamespace(List<String> command) {
        return entered(List.of("unshare", "--user", "--map-root-user", "--mount"), "--", command);
    }

    private List<String> entered(List<String> unshare, String user, List<String> command) {
        List<String> complete = new ArrayList<>(unshare);
        complete.addAll(List.of("/bin/sh", "-ec", ENTER, "sandbox", root.toString(), tmp.toString(), user));
        complete.addAll(command);
        return complete;
    }
}
