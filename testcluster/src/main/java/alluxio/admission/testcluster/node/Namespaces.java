package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.Supervised;
import alluxio.admission.testcluster.TestClusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Namespaces (mount, process, network, host name) in which a node lives. The kernel does the cleaning up: when the first process
 * of the process namespace dies, so do all others, containers included, and mounts, interfaces and iptables rules go
 * with the namespaces. That process dies with its supervisor, so also when this JVM is killed. What the kernel leaves
 * are files and cgroups; the supervisor removes them.
 */
final class Namespaces implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int LOG_LINES = 10;

    /*
     * The first process: it sets up the file system, then waits for orphans to reap.
     * Folders below the node's own replace those in which a node writes; the pods' logs are kept. The node's mounts must be shared among its pods
     * (Bidirectional), and never with this machine.
     */
    private static final String INIT = """
            set -e
            folder=$1 tools=$2 logs=$3
            cd /
            mount --make-rprivate /
            mkdir -p "$folder/tools" "$folder/host/run/node" "$folder/host/tmp" "$folder/host/mnt" \\
              "$folder/host/var/lib" "$folder/host/var/log/pods" "$folder/host/var/tmp" "$logs/pods"
            chmod 0755 "$folder/host" "$folder/host/"*
            chmod 1777 "$folder/host/tmp" "$folder/host/var/tmp"
            mount --bind "$tools" "$folder/tools"
            mount --bind "$logs/pods" "$folder/host/var/log/pods"
            mount --rbind "$folder" "$folder/host/run/node"
            mount --rbind "$folder/host/run" /run
            for name in tmp mnt var; do mount --rbind "/run/node/host/$name" "/$name"; done
            ln -s /run /var/run
            mount --bind /run/node/etc/hosts /etc/hosts
            mount --make-rshared /
            echo node > /proc/sys/kernel/hostname
            ip link set lo up
            echo 1 > /proc/sys/net/ipv4/ip_forward
            touch /run/node/up
            while :; do sleep 1; done
            """;

    /*
     * The kernel has killed everything when the first process is gone. Its cgroups are empty then, but stay; containerd's
     * folder tells which belong to this node.
     */
    private static final String CLEANUP = """
            first=$(cat "$leftover/first")
            while [ -n "$first" ] && [ -d "/proc/$first" ]; do sleep 0.1; done
            tasks=$(ls "$leftover/host/run/containerd/io.containerd.runtime.v2.task/k8s.io")
            [ -z "$tasks" ] || find /sys/fs/cgroup -depth -type d -path '*/k8s.io/*' | grep -F "$tasks" | xargs -r rmdir
            rmdir /sys/fs/cgroup/k8s.io /sys/fs/cgroup/*/k8s.io
            """;

    /*
     * Three times, for those who were born meanwhile. The first process waits in sleep(1), and ends when that is killed. Cgroups of
     * containers that are no more would keep the kubelet busy for minutes.
     */
    private static final String POWER_FAILURE = """
            for round in 1 2 3; do
              for process in /proc/[0-9]*; do
                number=${process#/proc/}
                [ "$number" = 1 ] || [ "$number" = $$ ] && continue
                read -r name < "$process/comm" || continue
                case "$name" in sleep) [ "$(cut -d' ' -f4 "$process/stat")" = 1 ] && continue ;; esac
                kill -KILL "$number"
              done 2> /dev/null
              sleep 0.3
            done
            for interface in $(ls /sys/class/net); do
              case "$interface" in cni0 | veth*) ip link del "$interface" ;; esac
            done
            grep -o ' /var/lib/kubelet/pods/[^ ]*\\| /run/containerd/[^ ]*\\| /run/netns/[^ ]*' /proc/mounts | sort -r |
              while read -r point; do umount -l "$point"; done
            for task in /run/containerd/io.containerd.runtime.v2.task/k8s.io/*; do
              find /sys/fs/cgroup -depth -type d -path "*/k8s.io/${task##*/}*" -exec rmdir {} + || :
            done 2> /dev/null
            rm -rf /run/containerd /run/netns /var/lib/cni/networks
            """;

    private final Supervised holder;
    private final long first;

    private Namespaces(Supervised holder, long first) {
        this.holder = holder;
        this.first = first;
    }

    /** @param tools the folder with the programs, which may be one that the node does not see otherwise */
    static Namespaces create(NodeFolder folder, Path tools) {
        Supervised holder = Supervised.start(new Supervised.ProgramSpec(
                Path.of("unshare"),
                List.of(
                        "--mount",
                        "--pid",
                        "--net",
                        "--uts",
                        "--fork",
                        "--kill-child=KILL",
                        "--mount-proc",
                        "sh",
                        "-c",
                        INIT,
                        "node",
                        folder.path().toString(),
                        tools.toString(),
                        folder.logs().toString()),
                folder.path(),
                folder.logs().resolve("namespaces.log"),
                Map.of(),
                new Supervised.Leftovers(Optional.of(folder.path()), CLEANUP)));
        try {
            awaitUp(holder, folder);
            long first = firstProcess(holder);
            folder.write("first", Long.toString(first));
            return new Namespaces(holder, first);
        } catch (RuntimeException e) {
            holder.close();
            throw e;
        }
    }

    /** Kills everything but the first process and its pause, and forgets the containers, as a power failure would. */
    void killAll() {
        Command.run(enter(List.of("sh", "-c", POWER_FAILURE)));
    }

    /** A command line that runs a program in here. */
    List<String> enter(List<String> command) {
        return Stream.concat(
                        Stream.of("nsenter", "--target", Long.toString(first), "--mount", "--pid", "--net", "--uts"),
                        command.stream())
                .toList();
    }

    /** The first process, by the number it has on this machine. */
    long first() {
        return first;
    }

    @Override
    public void close() {
        holder.close();
    }

    private static void awaitUp(Supervised holder, NodeFolder folder) {
        long start = System.nanoTime();
        while (!Files.exists(folder.file("up"))) {
            if (!holder.isAlive() || System.nanoTime() - start > LIMIT.toNanos()) {
                throw new TestClusterException(
                        "Cannot set up the namespaces of a node: " + Folders.lastLines(holder.log(), LOG_LINES));
            }
            sleep();
        }
    }

    /** The only child of unshare; its supervisor is a shell that knows it by number. */
    private static long firstProcess(Supervised holder) {
        return holder.descendants()
                .filter(process -> process.parent()
                        .flatMap(parent -> parent.info().command())
                        .filter(command -> command.endsWith("/unshare"))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new TestClusterException("The first process of the node's namespaces is gone"))
                .pid();
    }

    private static void sleep() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException("Interrupted while setting up namespaces", e);
        }
    }
}
