package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a node can be seen on this machine.
 *
 * @param process its first one
 * @param networkInterface on this machine's side
 * @param tasks the ids of its containers, which name their cgroups
 */
record Traces(long process, String networkInterface, Path folder, List<String> tasks) {

    static Traces of(Node node) throws IOException {
        Path folder = node.folder();
        return new Traces(
                Long.parseLong(Files.readString(folder.resolve("first")).strip()),
                Command.run(List.of("ip", "-o", "route", "get", node.address()))
                        .replaceAll("(?s).* dev (\\S+) .*", "$1"),
                folder,
                names(node.hostPath("/run/containerd/io.containerd.runtime.v2.task/k8s.io")));
    }

    static Traces parse(String line) {
        String[] parts = line.split(" ");
        return new Traces(
                Long.parseLong(parts[0]),
                parts[1],
                Path.of(parts[2]),
                Stream.of(parts[3].split(",")).toList());
    }

    @Override
    public String toString() {
        return process + " " + networkInterface + " " + folder + " " + String.join(",", tasks);
    }

    /** What is still there, in words. */
    List<String> left() throws IOException {
        List<String> left = new ArrayList<>();
        if (ProcessHandle.of(process).isPresent()) {
            left.add("process " + process);
        }
        if (Files.exists(Path.of("/sys/class/net", networkInterface))) {
            left.add("interface " + networkInterface);
        }
        if (Files.exists(folder)) {
            left.add("folder " + folder);
        }
        Path cgroups = Path.of("/sys/fs/cgroup");
        String found = Stream.concat(Stream.of("."), names(cgroups).stream())
                .flatMap(controller -> names(cgroups.resolve(controller).resolve("k8s.io")).stream())
                .filter(tasks::contains)
                .distinct()
                .collect(Collectors.joining(", "));
        if (!found.isEmpty()) {
            left.add("cgroups " + found);
        }
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            mounts.filter(mount -> mount.contains(folder.toString()))
                    .findFirst()
                    .ifPresent(mount -> left.add("mount " + mount));
        }
        return left;
    }

    /** None where there is no such folder; it may vanish at any time. */
    private static List<String> names(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? List.of() : List.of(names);
    }
}
