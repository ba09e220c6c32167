package alluxio.admission.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends the response to a list by pages when it becomes too long, before it is held in memory: one object may have megabytes. A page
 * of a single object may have any length. Thread-safe.
 */
public final class PageLimit implements Interceptor {
    private final int bytes;
    private final Set<String> exceeded = ConcurrentHashMap.newKeySet();

    public PageLimit(int bytes) {
        this.bytes = bytes;
    }

    /**
     * Whether a list was ended since the last call. The failure of the request itself does not say so: the HTTP client reports
     * that its stream was reset.
     *
     * @param path of the list, without a query
     */
    public boolean wasExceeded(String path) {
        return exceeded.remove(path);
    }

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
        List<String> query = List.of(String.valueOf(request.uri().getQuery()).split("&"));
        boolean pages = query.stream().anyMatch(parameter -> parameter.startsWith("limit="));
        if (!pages
                || query.contains("limit=1")
                || query.stream().anyMatch(parameter -> parameter.startsWith("watch="))) {
            return consumer;
        }
        AtomicLong read = new AtomicLong();
        return (buffers, body) -> {
            if (read.addAndGet(buffers.stream().mapToLong(ByteBuffer::remaining).sum()) > bytes) {
                exceeded.add(request.uri().getPath());
                throw new IOException("a page of the list has more than " + bytes + " bytes");
            }
            consumer.consume(buffers, body);
        };
    }
}
