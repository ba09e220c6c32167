package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.TestClusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a node needs of the machine. All that is missing is told at once, with the Debian package that has it. */
final class Requirements {

    /** Where Debian's package, and where the upstream's archive, puts the CNI plugins. */
    private static final List<Path> CNI_FOLDERS = List.of(Path.of("/usr/lib/cni"), Path.of("/opt/cni/bin"));

    private static final Map<String, String> PROGRAMS = programs();

    private Requirements() {}

    /** Returns the folder with the CNI plugins. */
    static Path check() {
        return check(System.getProperty("user.name"), System.getenv().getOrDefault("PATH", ""));
    }

    static Path check(String user, String path) {
        List<String> missing = new ArrayList<>();
        if (!user.equals("root")) {
            missing.add("root: run it as root (namespaces, mounts and cgroups need it)");
        }
        PROGRAMS.forEach((program, debianPackage) -> {
            if (!isOnPath(program, path)) {
                missing.add("the program " + program + " (Debian package " + debianPackage + ")");
            }
        });
        List<Path> plugins = CNI_FOLDERS.stream()
                .filter(folder -> Stream.of("bridge", "host-local", "portmap", "loopback")
                        .allMatch(plugin -> Files.isExecutable(folder.resolve(plugin))))
                .toList();
        if (plugins.isEmpty()) {
            missing.add("the CNI plugins in one of " + CNI_FOLDERS + " (Debian package containernetworking-plugins)");
        }
        if (!Files.exists(Path.of("/dev/fuse"))) {
            missing.add("the device /dev/fuse (a kernel with FUSE, modprobe fuse)");
        }
        if (!missing.isEmpty()) {
            throw new TestClusterException(
                    "A node can't run on this machine. Missing:\n- " + String.join("\n- ", missing));
        }
        return plugins.getFirst();
    }

    private static Map<String, String> programs() {
        Map<String, String> programs = new LinkedHashMap<>();
        programs.put("containerd", "containerd");
        programs.put("ctr", "containerd");
        programs.put("runc", "runc");
        programs.put("iptables", "iptables");
        programs.put("ip", "iproute2");
        programs.put("unshare", "util-linux");
        programs.put("nsenter", "util-linux");
        programs.put("tar", "tar");
        return programs;
    }

    private static boolean isOnPath(String program, String path) {
        return Stream.of(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
