package alluxio.admission.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/** The Vert.x instance of the management server, set up for a small pod. Thread-safe. */
public final class ServerVertx implements AutoCloseable {

    private final Vertx vertx;

    public ServerVertx() {
        // One event loop serves the management port. No files: the root file system may be read-only.
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        vertx = Vertx.builder().with(options).build();
    }

    Vertx vertx() {
        return vertx;
    }

    /** Closes everything at once; drain the server first. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LoggerFactory.getLogger(ServerVertx.class).warn("Vert.x did not close in an orderly way", e);
        }
    }
}
