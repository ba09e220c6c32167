package alluxio.admission.testcluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.image.TestImage;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@RealNode
@DisplayName("A node")
class NodeIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    @Timeout(180)
    @DisplayName("runs a pod that finds a Service by name, and whose log and shell are reached")
    void runsPods(Node node) throws Exception {
        serve(node, folder);
        awaitCaller(node);
        assertThat(node.kubectl("logs", "-n", "web", "caller")).isEqualTo("hello from server\n");
        assertThat(node.kubectl("exec", "-n", "web", "server", "--", "/bin/busybox", "id", "-u"))
                .isEqualTo("1234\n");
    }

    @Test
    @Timeout(240)
    @DisplayName("starts its pods again after a power failure, and they find each other")
    void restarted(Node node) throws Exception {
        Path manifests = serve(node, folder);
        Resource<Pod> server = pod(node, "server");
        int before = restarts(server.get());
        node.restart();
        server.waitUntilCondition(
                pod -> restarts(pod) > before && Readiness.getInstance().isReady(pod), 90, TimeUnit.SECONDS);
        node.kubectl("delete", "pod", "-n", "web", "caller");
        node.kubectl("apply", "-f", manifests.toString());
        awaitCaller(node);
    }

    /** Returns when the server is ready: what was applied. */
    private static Path serve(Node node, Path folder) throws IOException {
        node.importImage(TestImage.archive(folder));
        Path manifests = Files.writeString(folder.resolve("web.yaml"), WEB);
        node.kubectl("apply", "-f", manifests.toString());
        pod(node, "server").waitUntilReady(60, TimeUnit.SECONDS);
        return manifests;
    }

    private static void awaitCaller(Node node) {
        pod(node, "caller")
                .waitUntilCondition(
                        pod -> pod != null && "Succeeded".equals(pod.getStatus().getPhase()), 60, TimeUnit.SECONDS);
    }

    private static Resource<Pod> pod(Node node, String name) {
        return node.client().pods().inNamespace("web").withName(name);
    }

    private static int restarts(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
    }

    @Test
    @Timeout(180)
    @DisplayName("lives beside another one, and takes everything with it when it is closed")
    void secondOne(Node first) throws Exception {
        Traces traces;
        try (Node second = Node.start(NodeOptions.defaults())) {
            assertThat(second.address()).isNotEqualTo(first.address());
            traces = Traces.of(second);
            assertThat(traces.left()).isNotEmpty();
        }
        assertThat(traces.left()).isEmpty();
        assertThat(first.client().nodes().withName(Node.NAME).get()).isNotNull();
    }

    @Test
    @Timeout(180)
    @DisplayName("takes everything with it when the JVM that started it is killed")
    void killed(Node first) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartAndWait.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = jvm.inputReader()) {
            Traces traces = Traces.parse(out.readLine());
            assertThat(traces.left()).hasSize(4);
            assertThat(traces.folder()).isNotEqualTo(first.folder());
            jvm.destroyForcibly().waitFor();
            Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
            while (!traces.left().isEmpty() && Instant.now().isBefore(deadline)) {
                Thread.sleep(100);
            }
            assertThat(traces.left()).isEmpty();
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** Starts a node with a pod on it, prints where its traces are, and waits to be killed. */
    static final class StartAndWait {
        private StartAndWait() {}

        public static void main(String[] args) throws Exception {
            Node node = Node.start(NodeOptions.defaults());
            Path folder = Files.createTempDirectory("node-it");
            serve(node, folder);
            Command.run(List.of("rm", "-r", folder.toString()));
            System.out.println(Traces.of(node));
            Thread.sleep(Duration.ofMinutes(10));
        }
    }

    private static final String WEB = """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: web
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: greeter
              namespace: web
            spec:
              selector: {app: server}
              ports:
              - {port: 80, targetPort: 8080}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: server
              namespace: web
              labels: {app: server}
            spec:
              terminationGracePeriodSeconds: 1
              securityContext: {runAsUser: 1234}
              containers:
              - name: server
                image: %1$s
                command:
                - /bin/busybox
                - sh
                - -c
                - mkdir /tmp/www && echo "hello from $HOSTNAME" > /tmp/www/index.html && exec busybox httpd -f -p 8080 -h /tmp/www
                readinessProbe:
                  tcpSocket: {port: 8080}
                  periodSeconds: 1
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: caller
              namespace: web
            spec:
              restartPolicy: OnFailure
              containers:
              - name: caller
                image: %1$s
                command: [/bin/busybox, wget, -qO-, http://greeter.web.svc.cluster.local/]
            """.formatted(TestImage.REFERENCE);
}
