package alluxio.admission.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * What one round of requests of one pod cost one server.
 *
 * @param cpuMicros of the server, for each request
 * @param latencyMicros of each request, as the client sees it
 */
record Load(double cpuMicros, List<Double> latencyMicros) {
    static Load run(RunningServer server, SSLContext trust, SamplePods.Sample sample, int requests) throws IOException {
        byte[] request = BenchClient.request(sample.review());
        List<Double> latencies = new ArrayList<>(requests);
        try (BenchClient client = new BenchClient(trust, server.port())) {
            client.exchange(request); // the handshake's bill is not the request's
            double before = server.cpuMicros();
            for (int i = 0; i < requests; i++) {
                long begin = System.nanoTime();
                client.exchange(request);
                latencies.add((System.nanoTime() - begin) / 1e3);
            }
            return new Load((server.cpuMicros() - before) / requests, latencies);
        }
    }
}
