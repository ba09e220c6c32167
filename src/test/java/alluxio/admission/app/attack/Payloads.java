package alluxio.admission.app.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reviews to send: small and healthy, or made to cost much. */
final class Payloads {
    private static final String WORKER_OPTIONS = "-Dalluxio.master.hostname=alluxio-master-0";

    private Payloads() {}

    static byte[] healthy(int number) {
        return review("healthy-" + number, "", "\"containers\":[{\"name\":\"app\",\"image\":\"app\"}]");
    }

    /** Each variable refers to the one before twice, so the last is 2^20 times as long as the first. */
    static byte[] doublingVariables() {
        String env = join(
                21,
                i -> i == 0
                        ? "{\"name\":\"E0\",\"value\":\"xxxxxxxxxxxxxxxx\"}"
                        : "{\"name\":\"E" + i + "\",\"value\":\"$(E" + (i - 1) + ")$(E" + (i - 1) + ")\"}");
        return review(
                "doubling",
                "",
                worker(
                        "worker",
                        ",\"env\":[" + env + ",{\"name\":\"JAVA_TOOL_OPTIONS\",\"value\":\"" + WORKER_OPTIONS
                                + " -Da=$(E20)\"}]"));
    }

    static byte[] namesInAnnotation(String annotation) {
        return annotated("\"alluxio.io/" + annotation + "\":\"" + join(220_000, i -> "c" + i) + "\"");
    }

    static byte[] unknownAnnotations() {
        return annotated(join(30_000, i -> "\"alluxio.io/x" + i + "\":\"\""));
    }

    static byte[] workerContainers() {
        return review(
                "containers", "", "\"containers\":[" + join(100, i -> container("alluxio-worker-" + i, "")) + "]");
    }

    static byte[] workerMounts() {
        return review(
                "mounts",
                "",
                worker(
                                "worker",
                                ",\"volumeMounts\":["
                                        + join(800, i -> "{\"name\":\"v" + i + "\",\"mountPath\":\"/m/" + i + "\"}")
                                        + "]")
                        + ",\"volumes\":[" + join(800, i -> "{\"name\":\"v" + i + "\",\"emptyDir\":{}}") + "]");
    }

    static byte[] volumes() {
        return review(
                "volumes",
                "",
                "\"containers\":[{\"name\":\"app\",\"image\":\"app\"}],\"volumes\":["
                        + join(2_400, i -> "{\"name\":\"v" + i + "\",\"emptyDir\":{}}") + "]");
    }

    static byte[] references() {
        return review(
                "references",
                "",
                worker(
                        "worker",
                        ",\"env\":["
                                + join(
                                        4_000,
                                        i -> "{\"name\":\"R" + i + "\",\"value\":\"$(R" + Math.max(0, i - 1) + ")x\"}")
                                + "]"));
    }

    static byte[] options() {
        return review(
                "options",
                "",
                worker(
                        "worker",
                        ",\"env\":[{\"name\":\"JAVA_TOOL_OPTIONS\",\"value\":\"" + " -Dalluxio.x=${".repeat(2_400)
                                + "\"}]"));
    }

    static byte[] plainContainers() {
        return review(
                "plain",
                "",
                "\"containers\":[" + join(1_000, i -> "{\"name\":\"c" + i + "\",\"image\":\"app\"}") + "]");
    }

    /** The shape that once took all memory: 45,000 variables. */
    static byte[] manyVariables() {
        return review(
                "variables",
                "",
                "\"containers\":[{\"name\":\"app\",\"image\":\"app\",\"env\":["
                        + join(45_000, i -> "{\"name\":\"VARIABLE_" + i + "\",\"value\":\"value\"}") + "]}]");
    }

    /** Bodies of one shape, of so many bytes. */
    static byte[] filled(String item, int bytes) {
        return review(
                "filled",
                "",
                "\"containers\":[{\"name\":\"app\",\"image\":\"app\"}],\"x\":["
                        + (item + ",").repeat(bytes / (item.length() + 1)) + "0]");
    }

    static byte[] text(int bytes) {
        return review(
                "text",
                "\"text\":\"" + "x".repeat(bytes) + "\"",
                "\"containers\":[{\"name\":\"app\",\"image\":\"app\"}]");
    }

    private static byte[] annotated(String annotations) {
        return review("annotated", annotations, "\"containers\":[{\"name\":\"app\",\"image\":\"app\"}]");
    }

    private static String worker(String name, String more) {
        return "\"containers\":[" + container("alluxio-" + name, more) + "]";
    }

    private static String container(String name, String more) {
        return "{\"name\":\"" + name + "\",\"image\":\"alluxio/alluxio:2.9.6\",\"args\":[\"worker-only\"]" + more + "}";
    }

    private static byte[] review(String name, String annotations, String spec) {
        return """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"%s",
                "kind":{"group":"","version":"v1","kind":"Pod"},"resource":{"group":"","version":"v1","resource":"pods"},
                "operation":"CREATE","namespace":"lab","name":"%s","userInfo":{"username":"jane"},
                "object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"lab",
                "labels":{"alluxio.io/inject":"true"},"annotations":{%s}},"spec":{%s}}}}""".formatted(name, name, name, annotations, spec).getBytes(UTF_8);
    }

    private static String join(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(","));
    }
}
