package alluxio.admission.app.node;

import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.node.AlluxioImages;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Pods of the plain Java client, in one namespace. */
record ClientPods(AlluxioOnNode alluxio, String namespace) {
    /** How a line of Alluxio's own log begins. A client may log after it has printed its result. */
    private static final Pattern ALLUXIO_LOG = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:,]+ ");

    static final String CONTAINER = "app";

    /** An application that runs {@code client} with these arguments once, and has the label. */
    PodBuilder labelled(String name, String... arguments) {
        return unlabelled(name, arguments)
                .editMetadata()
                .addToLabels(Keys.INJECT, "true")
                .endMetadata();
    }

    PodBuilder unlabelled(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of("client"));
        Collections.addAll(command, arguments);
        return pod(name, command);
    }

    PodBuilder pod(String name, List<String> command) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(1L)
                .addNewContainer()
                .withName(CONTAINER)
                .withImage(AlluxioImages.CLIENT)
                .withImagePullPolicy("Never")
                .withCommand(command)
                .endContainer()
                .endSpec();
    }

    /** What the API server would make of it, our webhook included; nothing is created. */
    Pod admitted(PodBuilder pod) {
        return client().pods().resource(pod.build()).dryRun().create();
    }

    /** What the API server made of it, as a pod that our webhook leaves alone: so that one part can be taken out. */
    static PodBuilder toTakeApart(Pod admitted) {
        return new PodBuilder(admitted)
                .editMetadata()
                .addToLabels(Keys.INJECT, "false")
                .withUid(null)
                .withResourceVersion(null)
                .endMetadata();
    }

    Pod create(PodBuilder pod) {
        return client().pods().resource(pod.build()).create();
    }

    /** Creates it, waits until it has ended, deletes it, and returns the last line that it printed, other than a log line of Alluxio. */
    String run(PodBuilder pod) {
        Pod created = create(pod);
        String name = created.getMetadata().getName();
        Pod ended = Waiting.until(
                "pod " + name + " has ended",
                () -> get(name),
                found -> List.of("Succeeded", "Failed")
                        .contains(found.getStatus().getPhase()));
        String log = log(name, CONTAINER);
        if (!ended.getStatus().getPhase().equals("Succeeded")) {
            throw new AssertionError("pod " + name + " failed: " + log);
        }
        delete(name);
        return log.strip()
                .lines()
                .filter(line -> !ALLUXIO_LOG.matcher(line).lookingAt())
                .reduce("", (before, line) -> line);
    }

    /** All that a container printed so far. */
    String log(String name, String container) {
        return alluxio.node().kubectl("logs", "-n", namespace, name, "-c", container);
    }

    /** Runs a shell command in the application; the output includes that of a failure. */
    String shell(String name, String command) {
        return alluxio.node()
                .kubectl("exec", "-n", namespace, name, "-c", CONTAINER, "--", "sh", "-c", command + " 2>&1 || true")
                .strip();
    }

    Pod get(String name) {
        return client().pods().inNamespace(namespace).withName(name).require();
    }

    void delete(String name) {
        client().pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
    }

    void awaitRunning(String name) {
        Waiting.until(
                "pod " + name + " runs",
                () -> get(name),
                found -> "Running".equals(found.getStatus().getPhase()));
    }

    /** The messages of events of type Warning about a pod. */
    List<String> warnings(String name) {
        return client()
                .v1()
                .events()
                .inNamespace(namespace)
                .withField("involvedObject.name", name)
                .list()
                .getItems()
                .stream()
                .filter(event -> event.getType().equals("Warning"))
                .map(event -> event.getMessage())
                .toList();
    }

    private KubernetesClient client() {
        return alluxio.node().client();
    }
}
