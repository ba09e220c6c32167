package alluxio.admission.benchmarks;

import alluxio.admission.injector.InjectionRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Pods to send, all opted in: one as small as they come, one as they are, one as large as they get. */
final class SamplePods {
    /** @param weight how many of it are sent for each of the largest, which takes far longer */
    record Sample(String name, ObjectNode pod, int weight) {
        /** What the API server sends. */
        byte[] review() {
            ObjectNode review = JsonMapper.shared().createObjectNode();
            review.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
            ObjectNode request = review.putObject("request");
            request.put("uid", "0df28fbd-5f5f-11e8-bc74-36e6bb280816")
                    .put("operation", "CREATE")
                    .put("namespace", "lab")
                    .put("dryRun", false);
            request.putObject("kind").put("group", "").put("version", "v1").put("kind", "Pod");
            request.putObject("resource").put("group", "").put("version", "v1").put("resource", "pods");
            request.putObject("userInfo").put("username", "system:serviceaccount:kube-system:replicaset-controller");
            request.set("object", pod);
            return review.toString().getBytes(StandardCharsets.UTF_8);
        }

        InjectionRequest request() {
            return new InjectionRequest(pod, "lab", false);
        }
    }

    static final String SMALL = "small";
    static final String NORMAL = "normal";
    static final String LARGE = "1,500 variables";

    private SamplePods() {}

    static Sample named(String name) {
        return all().stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static List<Sample> all() {
        return List.of(
                new Sample(SMALL, SampleObjects.small(0), 8),
                new Sample(NORMAL, SampleObjects.normal(0), 8),
                new Sample(LARGE, SampleObjects.executor(0, 1_500), 1));
    }
}
