package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.TestClusterException;
import alluxio.admission.testcluster.image.ImageArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Images of real Alluxio, of an HDFS for it to stand before, and of a plain Java client, made from jars of Maven Central
 * and Debian packages. Only the small entry scripts are written here; a label of the images says so.
 */
public final class AlluxioImages {

    /** The label of nodes on which the manifests in {@code deploy/examples} run workers. */
    public static final Map<String, String> WORKER_LABEL = Map.of("alluxio.io/worker", "true");

    /** As the official manifests name it. */
    public static final String ALLUXIO = "docker.io/alluxio/alluxio:2.9.6";

    public static final String HDFS = "docker.io/local/hdfs:1";
    public static final String CLIENT = "docker.io/local/client:1";

    static final int ALLUXIO_USER = 1000;

    private AlluxioImages() {}

    /**
     * Makes all three and gives them to the node, which takes about half a minute.
     *
     * @param modules the folder of the Maven modules {@code alluxio}, {@code hdfs} and {@code client}, built
     */
    public static void importInto(Node node, Path modules) {
        try {
            Path work = Files.createTempDirectory("alluxio-admission-images-");
            try {
                Path root = Files.createDirectories(work.resolve("base"));
                AlluxioBaseLayer.install(root);
                Path base = ImageArchive.layer(root, 0, work.resolve("base.tar"));
                importOne(node, ALLUXIO, modules.resolve("alluxio"), base, work);
                importOne(node, HDFS, modules.resolve("hdfs"), base, work);
                importOne(node, CLIENT, modules.resolve("client"), base, work);
            } finally {
                Folders.delete(work);
            }
        } catch (IOException e) {
            throw new TestClusterException("Cannot make the images: " + e, e);
        }
    }

    /** What the manifests in {@code deploy/examples} ask of a cluster besides: volumes for journal and under-storage. */
    public static void offerVolumes(Node node) {
        HostVolume.offer(node, "journal", "1Gi", "ReadWriteOnce", ALLUXIO_USER);
        HostVolume.offer(node, "under-storage", "10Gi", "ReadWriteMany", ALLUXIO_USER);
    }

    /**
     * Puts the files of Alluxio's image into a folder, for a test that starts its processes without a node.
     *
     * @param modules as for {@link #importInto}
     * @param root an empty folder; a file beside it is used on the way
     */
    public static void unpack(Path modules, Path root) {
        AlluxioBaseLayer.install(root);
        ImageModule alluxio = new ImageModule(ALLUXIO, modules.resolve("alluxio"), ALLUXIO_USER, List.of());
        for (Path folder : alluxio.contents()) {
            Command.run(List.of("cp", "-a", folder + "/.", root.toString()));
        }
        Command.run(List.of(
                "chown",
                "-R",
                Integer.toString(ALLUXIO_USER),
                root.resolve("opt/alluxio").toString()));
    }

    private static void importOne(Node node, String reference, Path module, Path base, Path work) throws IOException {
        new ImageModule(reference, module, ALLUXIO_USER, List.of()).importInto(node, base, work);
    }
}
