package alluxio.admission.injector.pod;

import java.util.List;
import java.util.Optional;

/**
 * The containers of a pod that are injected, by what is injected into them.
 *
 * @param clients those that become Alluxio clients
 * @param alluxio those that run Alluxio, in Alluxio pods and beside an application
 * @param configured those that get Hadoop's configuration: the clients, or all containers of an Alluxio pod
 * @param worker the worker of the pod, if its clients are beside it
 */
public record InjectedContainers(
        List<PodElement> clients,
        List<AlluxioContainer> alluxio,
        List<PodElement> configured,
        Optional<PodWorker> worker) {}
