package alluxio.admission.testcluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The two programs that make an API server. */
public record Tools(Path etcd, Path kubeApiServer) {

    static final String ETCD = "etcd";
    static final String KUBE_API_SERVER = "kube-apiserver";

    static Tools in(Path folder) {
        return new Tools(folder.resolve(ETCD), folder.resolve(KUBE_API_SERVER));
    }

    /** The programs that are not there or can't be executed. */
    List<Path> missing() {
        return Stream.of(etcd, kubeApiServer)
                .filter(tool -> !Files.isRegularFile(tool) || !Files.isExecutable(tool))
                .toList();
    }
}
