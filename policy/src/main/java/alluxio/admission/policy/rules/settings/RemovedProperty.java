package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.PropertyHistory;
import alluxio.admission.model.alluxio.PropertyHistory.Fate;
import alluxio.admission.model.alluxio.PropertyHistory.PropertyChange;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Properties are read by the release of Alluxio that gets them.
 *
 * <p><b>Restricted fields:</b> {@code -Dalluxio.…} options and {@code alluxio-site.properties} of Alluxio's containers, also
 * those of a ConfigMap that is seen, where the image's tag names a release of 2.x.
 *
 * <p><b>Allowed values:</b> no property that an older release read and this one does not. What an application is told is not
 * judged, as the release of its client is not seen, and neither are builds on the way to a release and the enterprise edition.
 * It is a warning.
 *
 * <p><b>Why:</b> Alluxio takes a key that it does not know for one of an extension, without any error. Some keys it still
 * knows and no longer reads: from 2.2.1 on {@code alluxio.user.network.netty.channel} and its like.
 *
 * <p><b>Source:</b> {@code PropertyKey} and {@code RemovedKey} of 16 releases from 2.0.0 to 2.9.6; {@code
 * AlluxioProperties.merge}.
 */
public final class RemovedProperty implements Rule {
    private static final RuleInfo INFO =
            RuleInfo.warn("removed-property", "The setting has no effect in this release, and no error says so.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.startedContainers()
                .forEach(container -> changes(
                        container,
                        Fate.REMOVED,
                        (property, change) -> findings.at(container, property.origin())
                                .found(change.key() + " in " + property.source() + ", which Alluxio does not read from "
                                        + change.since() + " on")
                                .wanted("a property that Alluxio "
                                        + container
                                                .release()
                                                .map(AlluxioRelease::toString)
                                                .orElse("2") + " reads")
                                .fix(change.successor()
                                        .map(successor -> "replace " + change.key() + " with " + successor)
                                        .orElse("leave " + change.key() + " out"))));
    }

    /** The container's properties to which this happened, for a release of which that is known. */
    static void changes(Container container, Fate fate, BiConsumer<Property, PropertyChange> user) {
        Optional<AlluxioRelease> release = container
                .release()
                .filter(known -> !known.isSnapshot()
                        && container.isOfAlluxio()
                        && !container.imageName().isEnterprise());
        if (release.isPresent()) {
            container
                    .options()
                    .all()
                    .forEach(property -> PropertyHistory.of(property.key(), release.get())
                            .filter(change -> change.fate() == fate)
                            .ifPresent(change -> user.accept(property, change)));
        }
    }
}
