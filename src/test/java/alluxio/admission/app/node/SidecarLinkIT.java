package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.node.AlluxioImages;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A container of the pod leaves a symbolic link where the privileged sidecar is to mount. The sidecar would follow it, and the
 * file system would cover a directory of its own, here the one with Alluxio's programs.
 */
@OnNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A pod that leaves a link where its FUSE sidecar mounts")
class SidecarLinkIT {
    private static final String COVERED = "/opt/alluxio";
    private static final String VOLUME = "/volumes/kubernetes.io~empty-dir/alluxio-fuse";

    private final AlluxioOnNode alluxio;
    private final ClientPods pods;

    SidecarLinkIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.pods = new ClientPods(alluxio, "link");
    }

    @BeforeAll
    void namespace() {
        alluxio.namespace("link");
    }

    @Test
    @DisplayName("is refused, with the container that would leave it and the volume that would be added")
    void refused() {
        PodBuilder pod =
                asking("refused").editSpec().addToInitContainers(link()).endSpec();
        assertThatThrownBy(() -> pods.create(pod))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(
                        "container \"link\" mounts volume \"alluxio-fuse\" at /v, but the pod defines no such volume");
    }

    @Test
    @DisplayName(
            "past the webhook, finds that the sidecar ends and says why; the link is there, and nothing is covered")
    void linkIsNotFollowed() {
        Pod injected = pods.admitted(asking("past-the-webhook"));
        List<Container> init = Stream.concat(Stream.of(link()), injected.getSpec().getInitContainers().stream())
                .toList();
        pods.create(ClientPods.toTakeApart(injected)
                .editSpec()
                .withInitContainers(init)
                .endSpec());
        ContainerStateTerminated ended = Waiting.until(
                        "the sidecar has ended",
                        () -> pods.get("past-the-webhook").getStatus().getInitContainerStatuses().stream()
                                .filter(status -> status.getName().equals("alluxio-fuse"))
                                .flatMap(status -> terminated(status).stream())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(ended.getExitCode()).isEqualTo(1);
        assertThat(ended.getMessage())
                .startsWith(
                        "alluxio-fuse: /mnt/fuse is a link, or no directory of root's: another container of the pod made it")
                .contains("create the pod again");
        System.out.println("sidecar and link: " + ended.getMessage().strip());

        String uid = pods.get("past-the-webhook").getMetadata().getUid();
        Path left =
                alluxio.node().hostPath("/var/lib/kubelet/pods/" + uid + VOLUME).resolve("fuse");
        assertThat(Files.isSymbolicLink(left)).as("the link is there").isTrue();
        assertThat(Files.exists(left.resolveSibling("fuse/anything"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(alluxio.node().run(List.of("cat", "/proc/mounts")))
                .as("nothing is mounted in the volume, and so nothing reached the node")
                .doesNotContain(uid + VOLUME + "/");
        // The container that only waits has the same volume at the same path, and sees what mounts in it come and go.
        assertThat(inWaitingContainer("cat", "/proc/mounts")).doesNotContain(" " + COVERED + " ");
        assertThat(inWaitingContainer("ls", "-ld", "/mnt"))
                .as("closed to all but root")
                .startsWith("drwxr-xr-x");
        pods.delete("past-the-webhook");
    }

    /** Of this run, or of the one before when the kubelet has started it again. */
    private static Optional<ContainerStateTerminated> terminated(ContainerStatus status) {
        return Stream.of(status.getState(), status.getLastState())
                .flatMap(state -> Optional.ofNullable(state).stream())
                .flatMap(state -> Optional.ofNullable(state.getTerminated()).stream())
                .findFirst();
    }

    private PodBuilder asking(String name) {
        return pods.pod(name, List.of("sh", "-c", "sleep 1000"))
                .editMetadata()
                .addToLabels(Keys.INJECT, "true")
                .addToAnnotations(Keys.PROFILE, "sidecar")
                .endMetadata();
    }

    /** Without any privilege; the kubelet makes an emptyDir with mode 0777. */
    private static Container link() {
        return new ContainerBuilder()
                .withName("link")
                .withImage(AlluxioImages.CLIENT)
                .withImagePullPolicy("Never")
                .withCommand("sh", "-c", "ln -s " + COVERED + " /v/fuse && ls -l /v")
                .withNewSecurityContext()
                .withRunAsUser(1000L)
                .withAllowPrivilegeEscalation(false)
                .endSecurityContext()
                .addNewVolumeMount()
                .withName("alluxio-fuse")
                .withMountPath("/v")
                .endVolumeMount()
                .build();
    }

    private String inWaitingContainer(String... command) {
        List<String> arguments =
                new ArrayList<>(List.of("exec", "-n", "link", "past-the-webhook", "-c", "alluxio-fuse-unmount", "--"));
        arguments.addAll(List.of(command));
        return alluxio.node().kubectl(arguments.toArray(String[]::new));
    }
}
