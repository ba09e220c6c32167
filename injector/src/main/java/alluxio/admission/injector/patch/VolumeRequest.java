package alluxio.admission.injector.patch;

import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;

/**
 * A volume that a feature needs.
 *
 * @param feature that needs it, for messages
 * @param alternative how a user does without it: {@code leave fuse out with alluxio.io/features}
 */
public record VolumeRequest(String name, VolumeSource source, String feature, String alternative) {
    public static VolumeRequest of(Feature feature, String name, VolumeSource source) {
        return new VolumeRequest(name, source, feature.key(), "leave " + feature.key() + " out with " + Keys.FEATURES);
    }
}
