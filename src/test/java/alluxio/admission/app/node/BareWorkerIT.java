package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Keys;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A worker whose manifest says nothing of domain sockets, on a node where the directory belongs to root, as usual. */
@OnNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A worker without anything for domain sockets")
class BareWorkerIT {
    private static final long SIZE = (8 << 20) + 11;
    private static final String DIRECTORY = "/tmp/alluxio-bare";

    private final AlluxioOnNode alluxio;
    private final SmallAlluxio small;
    private final ClientPods pods;

    BareWorkerIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.small = SmallAlluxio.in("bare", alluxio);
        this.pods = new ClientPods(alluxio, "bare");
        alluxio.node().run(List.of("install", "-d", DIRECTORY));
    }

    @Test
    @DisplayName("and without the label sends its clients every byte over TCP")
    void unlabelled() {
        assertThat(traffic("false")).isEqualTo(new Traffic(0, SIZE));
    }

    @Test
    @DisplayName("but with the label opens a socket there, and sends its clients every byte through it")
    void labelled() {
        assertThat(traffic("true")).isEqualTo(new Traffic(SIZE, 0));
        assertThat(alluxio.node().run(List.of("stat", "-c", "%u %a", DIRECTORY)).strip())
                .isEqualTo("1000 755");
    }

    /** What such a worker sends to a client that has the label. */
    private Traffic traffic(String inject) {
        small.restart("bare-worker.yaml", Map.of("INJECT", inject));
        String file = "/bare/" + inject;
        String written = pods.run(asking("writer-" + inject, "write", file, Long.toString(SIZE)));
        Traffic before = Traffic.settled(small.worker());
        assertThat(pods.run(asking("reader-" + inject, "read", file))).isEqualTo(written);
        Traffic traffic = Traffic.settled(small.worker()).since(before);
        System.out.println("bare worker: inject: " + inject + ": " + traffic);
        return traffic;
    }

    private PodBuilder asking(String name, String... arguments) {
        return pods.labelled(name, arguments)
                .editMetadata()
                .addToAnnotations(Keys.PROFILE, "bare")
                .endMetadata();
    }
}
