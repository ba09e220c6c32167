package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.PropertyHistory;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Optional;

/**
 * A property and an older name of it do not have two values.
 *
 * <p><b>Restricted fields:</b> Alluxio properties in {@code env}, {@code envFrom} and {@code args} of Alluxio's containers whose
 * release is known.
 *
 * <p><b>Allowed values:</b> one of the two names, or the same value for both.
 *
 * <p><b>Why:</b> Alluxio reads both names as the same property. Which of the two values it keeps depends on the order of a hash
 * table, not on the order in which they are written, so that the one that was meant may have no effect. A process starts with
 * either, so it is a warning.
 *
 * <p><b>Source:</b> the aliases of {@code PropertyKey} in each release, from its own jar; {@code AlluxioProperties.merge} of 2.x.
 */
public final class AliasConflict implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
            "alias-conflict",
            "Both names are the same property to Alluxio, and a hash table decides which of the two values counts.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container container : object.containers(Role.values())) {
            container.release().ifPresent(release -> check(container, release, findings));
        }
    }

    private static void check(Container container, AlluxioRelease release, Findings findings) {
        JvmOptions options = container.options();
        for (Property older : options.all()) {
            Optional<Property> newer =
                    PropertyHistory.aliasOf(older.key(), release).flatMap(options::get);
            newer.filter(other -> !other.value().strip().equals(older.value().strip()))
                    .ifPresent(other -> findings.at(container, older.origin())
                            .found(older.key() + "=" + older.value() + ", an older name of " + other.key() + ", which "
                                    + other.source() + " sets to " + other.value())
                            .wanted("one name, or one value")
                            .fix("keep " + other.key() + " alone, with the value that is meant"));
        }
    }
}
