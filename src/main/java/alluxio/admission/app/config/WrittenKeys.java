package alluxio.admission.app.config;

import alluxio.admission.manifest.yaml.PositionedNode;
import alluxio.admission.model.configuration.ProfileKey;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Which keys of a profile its file sets, be it to an empty list: those are never discovered. */
final class WrittenKeys {
    /** Says as much about the workers' nodes as {@code scheduling.nodeSelector}. */
    private static final String AFFINITY = "scheduling.affinity";

    private WrittenKeys() {}

    /** @param profile the mapping in the file */
    static Set<ProfileKey> of(PositionedNode.Mapping profile) {
        Set<ProfileKey> written = EnumSet.noneOf(ProfileKey.class);
        Arrays.stream(ProfileKey.values())
                .filter(key -> isSet(profile, key.path()))
                .forEach(written::add);
        if (isSet(profile, AFFINITY)) {
            written.add(ProfileKey.NODES);
        }
        return written;
    }

    private static boolean isSet(PositionedNode.Mapping mapping, String path) {
        String[] keys = path.split("\\.", 2);
        PositionedNode.Entry entry = mapping.entries().get(keys[0]);
        if (entry == null || keys.length == 1) {
            return entry != null;
        }
        return entry.value() instanceof PositionedNode.Mapping below && isSet(below, keys[1]);
    }
}
