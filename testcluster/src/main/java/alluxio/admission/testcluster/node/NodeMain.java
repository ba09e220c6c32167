package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.TestClusterException;
import alluxio.admission.testcluster.ToolCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A node for people, behind {@code bin/test-node}: runs until it gets SIGTERM or SIGINT. Arguments: a file for the
 * kubeconfig, which appears when all is ready, beside the files {@code first}, the number of the node's first process, {@code
 * folder}, what is deleted in the end, and {@code path}, the folders of kubectl and helm; a folder for the logs; and, optionally, the folder of the images' Maven
 * modules: then Alluxio's images are imported, and the node is made ready for the manifests in {@code deploy/examples};
 * and {@code engines} for those of engines too.
 */
public final class NodeMain {

    private NodeMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> args = List.of(arguments);
        Path kubeconfig = Path.of(args.get(0));
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            awaitQuietly(stopped);
        }));
        NodeOptions options = NodeOptions.defaults().withLogs(Path.of(args.get(1)));
        boolean forAlluxio = args.size() > 2;
        ToolCache.ofUser().forHelm();
        try (Node node = Node.start(forAlluxio ? options.withLabels(AlluxioImages.WORKER_LABEL) : options)) {
            if (forAlluxio) {
                AlluxioImages.importInto(node, Path.of(args.get(2)));
                AlluxioImages.offerVolumes(node);
                if (args.contains("engines")) {
                    EngineImages.importSpark(node, Path.of(args.get(2)));
                    PytorchImage.importInto(node);
                }
            }
            Files.copy(
                    node.folder().resolve("first"),
                    kubeconfig.resolveSibling("first"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(kubeconfig.resolveSibling("folder"), node.folder() + "\n");
            Files.writeString(kubeconfig.resolveSibling("path"), node.kubectl().getParent() + "\n");
            Path unfinished = kubeconfig.resolveSibling(kubeconfig.getFileName() + ".tmp");
            Files.copy(node.kubeconfig(), unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished, kubeconfig, StandardCopyOption.ATOMIC_MOVE);
            System.out.println(node.summary());
            stop.await();
        } catch (TestClusterException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } finally {
            Files.deleteIfExists(kubeconfig);
            stopped.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
