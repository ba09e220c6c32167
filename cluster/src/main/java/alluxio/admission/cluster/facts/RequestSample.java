package alluxio.admission.cluster.facts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which pods are asked where there are more than can be: each Alluxio gets the same share, and what a small one leaves goes to
 * the others, so that one of thousands of workers does not hide the next. Inside an Alluxio the sample is spread evenly.
 */
final class RequestSample {
    private RequestSample() {}

    /** @param most the number of requests that are left, of all groups together */
    static List<PodRequest> of(List<List<PodRequest>> groups, int most) {
        List<List<PodRequest>> ascending = groups.stream()
                .sorted(Comparator.comparingInt((List<PodRequest> group) -> group.size()))
                .toList();
        List<PodRequest> sample = new ArrayList<>();
        for (int i = 0; i < ascending.size(); i++) {
            int share = (most - sample.size()) / (ascending.size() - i);
            sample.addAll(spread(ascending.get(i), share));
        }
        return sample;
    }

    private static List<PodRequest> spread(List<PodRequest> group, int most) {
        int size = Math.min(group.size(), most);
        return IntStream.range(0, size)
                .mapToObj(i -> group.get((int) ((long) i * group.size() / size)))
                .toList();
    }
}
