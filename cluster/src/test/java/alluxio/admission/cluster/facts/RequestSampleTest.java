package alluxio.admission.cluster.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sample of the pods that are asked")
class RequestSampleTest {
    private static List<PodRequest> workers(String namespace, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PodRequest(namespace, "worker-" + i, 30000, "/metrics/json/"))
                .toList();
    }

    private static long of(String namespace, List<PodRequest> sample) {
        return sample.stream()
                .filter(request -> request.namespace().equals(namespace))
                .count();
    }

    @Test
    @DisplayName("is all of them where there are few")
    void few() {
        assertThat(RequestSample.of(List.of(workers("a", 3), workers("b", 2), List.of()), 300))
                .hasSize(5);
    }

    @Test
    @DisplayName("gives each Alluxio the same share, and what a small one leaves to the others")
    void shares() {
        List<PodRequest> sample =
                RequestSample.of(List.of(workers("large", 5000), workers("small", 10), workers("other", 1000)), 300);
        assertThat(sample).hasSize(300).doesNotHaveDuplicates();
        assertThat(of("small", sample)).isEqualTo(10);
        assertThat(of("large", sample)).isEqualTo(145);
        assertThat(of("other", sample)).isEqualTo(145);
    }

    @Test
    @DisplayName("is spread over the whole of an Alluxio")
    void spread() {
        assertThat(RequestSample.of(List.of(workers("a", 1000)), 4))
                .extracting(PodRequest::pod)
                .containsExactly("worker-0", "worker-250", "worker-500", "worker-750");
        assertThat(RequestSample.of(List.of(workers("a", 1000)), 0)).isEmpty();
    }
}
