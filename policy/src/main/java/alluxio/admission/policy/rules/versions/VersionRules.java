package alluxio.admission.policy.rules.versions;

import alluxio.admission.policy.Rule;
import java.util.List;

/** Versions, and going from one to another. */
public final class VersionRules {
    private VersionRules() {}

    /** In the order of their names. */
    public static List<Rule> all() {
        return List.of(
                new FuseImage(),
                new AlluxioImageTag(),
                new JournalCompatibility(),
                new MasterRollingUpdate(),
                new MixedVersions(),
                new QuorumScaling(),
                new VersionDowngrade());
    }
}
