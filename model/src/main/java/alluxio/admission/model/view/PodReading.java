package alluxio.admission.model.view;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.alluxio.ReleaseScope;

/**
 * How a pod is read.
 *
 * @param view of the other objects, such as ConfigMaps
 * @param scope the releases whose containers {@link Pod#containers(alluxio.admission.model.alluxio.Role...)} and
 *     {@link Pod#judged()} return
 * @param unseen is told what is needed and not seen
 */
public record PodReading(ClusterView view, ReleaseScope scope, UnseenSources unseen) {

    /** Of Alluxio 2, for a reader who does not ask what was not seen. */
    public static PodReading of(ClusterView view) {
        return new PodReading(view, ReleaseScope.ALLUXIO_2, new UnseenSources());
    }
}
