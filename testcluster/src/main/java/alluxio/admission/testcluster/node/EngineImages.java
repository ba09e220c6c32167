package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.TestClusterException;
import alluxio.admission.testcluster.image.ImageArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Images of engines that read from Alluxio, made as {@link AlluxioImages} are. */
public final class EngineImages {

    /** Spark 3.5.6 with Alluxio's client in its folder of jars, and an application; its entry script takes what Spark's Kubernetes scheduler gives. */
    public static final String SPARK = "docker.io/local/spark-alluxio:3.5.6";

    /** As in Spark's official image. */
    private static final int SPARK_USER = 185;

    private EngineImages() {}

    /**
     * Makes the image of Spark and gives it to the node.
     *
     * @param modules the folder of the Maven module {@code spark}, built
     */
    public static void importSpark(Node node, Path modules) {
        ImageModule spark = new ImageModule(SPARK, modules.resolve("spark"), SPARK_USER, List.of("/opt/entrypoint.sh"));
        try {
            Path work = Files.createTempDirectory("alluxio-admission-engines-");
            try {
                Path root = Files.createDirectories(work.resolve("base"));
                AlluxioBaseLayer.install(root);
                spark.importInto(node, ImageArchive.layer(root, 0, work.resolve("base.tar")), work);
            } finally {
                Folders.delete(work);
            }
        } catch (IOException e) {
            throw new TestClusterException("Cannot make the image of Spark: " + e, e);
        }
    }
}
