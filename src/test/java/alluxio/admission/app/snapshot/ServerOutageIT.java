package alluxio.admission.app.snapshot;

import static alluxio.admission.app.snapshot.DiscoveringServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server that discovers Alluxio, while the API server is away,")
class ServerOutageIT {
    private static final String NAMESPACE = "alluxio";

    @TempDir
    private Path folder = Path.of("");

    @Test
    @DisplayName(
            "is not ready before it has seen the cluster, then never fails a review, and follows again within seconds")
    void outage() throws Exception {
        try (ApiServer api = ApiServer.start(ApiServerOptions.defaults());
                TcpRelay relay = new TcpRelay(port(api))) {
            AlluxioObjects objects = new AlluxioObjects(api.client(), NAMESPACE);
            objects.create("/tmp/one");
            relay.refuse();
            String kubeconfig = Files.readString(api.kubeconfig()).replace(":" + port(api), ":" + relay.port());
            try (DiscoveringServer server =
                    new DiscoveringServer(folder.resolve("c.yaml"), "{namespaces: [alluxio]}", kubeconfig)) {
                assertThat(server.review()).startsWith("503 the profile is discovered in namespaces");
                assertThat(server.readiness()).startsWith("503").contains("not yet");

                relay.up();
                await("ready", server::readiness, "200");
                await("the profile", server::review, "/tmp/one");

                try (DiscoveringServer.Load load = server.load(answer -> answer.contains("/tmp/"))) {
                    relay.refuse();
                    await("an age", server::readiness, "\"observed\":\"3 seconds ago\"");
                    objects.move("/tmp/two");
                    api.restart();
                    assertThat(server.review()).contains("/tmp/one");
                    assertThat(server.readiness()).startsWith("200");
                    long begin = System.nanoTime();
                    relay.up();
                    await("the change", server::review, "/tmp/two");
                    System.out.printf(
                            Locale.ROOT,
                            "discovery: current %.1f s after the API server is back%n",
                            (System.nanoTime() - begin) / 1e9);
                    await("no age", server::readiness, "\"observed\":\"0 seconds ago\"");
                    assertThat(load.failures()).isEmpty();
                }
            }
        }
    }

    private static int port(ApiServer api) {
        return URI.create(api.url()).getPort();
    }
}
