package alluxio.admission.injector.pod;

import java.util.List;

/**
 * The containers of a pod that are injected, by what they get.
 *
 * @param clients those that are to be Alluxio clients
 * @param alluxio those that run Alluxio, in Alluxio's pods and beside an application
 * @param configured those that get Hadoop's configuration: the clients, or all containers of one of Alluxio's pods
 */
public record InjectedContainers(
        List<PodElement> clients, List<AlluxioContainer> alluxio, List<PodElement> configured) {}
