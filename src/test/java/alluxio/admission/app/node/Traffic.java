package alluxio.admission.app.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the worker has sent, or taken, in bytes since it started.
 *
 * @param domain through the domain socket
 * @param remote over TCP
 */
record Traffic(long domain, long remote) {
    private static final int WEB_PORT = 30000;
    private static final String READ = "BytesRead";
    private static final String WRITTEN = "BytesWritten";

    /** One second. */
    private static final int SAME_TO_BE_SETTLED = 5;

    static Traffic settled(AlluxioOnNode alluxio) {
        return settled(alluxio.worker());
    }

    /** When all is counted: the worker does that a moment after it has sent. */
    static Traffic settled(Pod worker) {
        return settled(worker, READ);
    }

    /** The same of what pods wrote. */
    static Traffic written(AlluxioOnNode alluxio) {
        return settled(alluxio.worker(), WRITTEN);
    }

    private static Traffic settled(Pod worker, String what) {
        String address = worker.getStatus().getPodIP();
        Traffic last = of(address, what);
        for (int same = 0; same < SAME_TO_BE_SETTLED; ) {
            Waiting.pause();
            Traffic now = of(address, what);
            same = now.equals(last) ? same + 1 : 0;
            last = now;
        }
        return last;
    }

    private static Traffic of(String address, String what) {
        JsonNode counters = counters(address);
        return new Traffic(count(counters, "Worker." + what + "Domain"), count(counters, "Worker." + what + "Remote"));
    }

    /** The worker's own metrics, such as {@code Worker.BytesReadDomain} and {@code Worker.BytesReadRemote}. */
    static JsonNode counters(String address) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + address + ":" + WEB_PORT + "/metrics/json/"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String text =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return JsonMapper.shared().readTree(text).path("counters");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    Traffic since(Traffic before) {
        return new Traffic(domain - before.domain, remote - before.remote);
    }

    @Override
    public String toString() {
        return domain + " bytes through the domain socket, " + remote + " over TCP";
    }

    /** A counter is there from its first count on. */
    private static long count(JsonNode counters, String name) {
        return counters.path(name).path("count").asLong(0);
    }
}
