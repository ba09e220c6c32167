package alluxio.admission.benchmarks;

import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.manifest.yaml.KubeYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
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
                new Sample(SMALL, pod("small"), 8),
                new Sample(NORMAL, grown(40), 8),
                new Sample(LARGE, grown(1_500), 1));
    }

    /** A Spark executor, with the token volume and the fields that the API server adds. */
    private static ObjectNode grown(int variables) {
        ObjectNode pod = pod("normal");
        ObjectNode container = (ObjectNode) pod.at("/spec/containers/0");
        for (int i = 0; i < variables; i++) {
            container
                    .withArrayProperty("env")
                    .addObject()
                    .put("name", "APPLICATION_VARIABLE_" + i)
                    .put("value", "a value of the usual length, number " + i);
        }
        container
                .withArrayProperty("volumeMounts")
                .addObject()
                .put("name", "kube-api-access")
                .put("readOnly", true)
                .put("mountPath", "/var/run/secrets/kubernetes.io/serviceaccount");
        ObjectNode spec = (ObjectNode) pod.get("spec");
        spec.put("restartPolicy", "Never")
                .put("dnsPolicy", "ClusterFirst")
                .put("serviceAccountName", "default")
                .put("terminationGracePeriodSeconds", 30)
                .withArrayProperty("volumes")
                .addObject()
                .put("name", "kube-api-access")
                .putObject("projected")
                .put("defaultMode", 420)
                .putArray("sources")
                .addObject()
                .putObject("serviceAccountToken")
                .put("expirationSeconds", 3607)
                .put("path", "token");
        return pod;
    }

    private static ObjectNode pod(String name) {
        String file = "/bench/" + name + ".yaml";
        try (InputStream stream = SamplePods.class.getResourceAsStream(file)) {
            String text = new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
            return (ObjectNode) new KubeYaml().read(text, file).getFirst().content();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
