package alluxio.admission.policy.rules.versions;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Derived;
import alluxio.admission.policy.ReviewedObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The releases that an object runs, and ran before. */
final class Releases {
    private static final Derived<ReviewedObject, List<Container>> RUNNING = Derived.of(Releases::readRunning);
    private static final Derived<ReviewedObject, Map<String, Container>> BY_NAME = Derived.of(Releases::readByName);

    private Releases() {}

    static Optional<AlluxioRelease> of(Container container) {
        return container.release();
    }

    /** Alluxio's containers of any version that go on running. */
    static List<Container> running(ReviewedObject object) {
        return object.get(RUNNING);
    }

    private static List<Container> readRunning(ReviewedObject object) {
        return object.pod()
                .map(pod -> Iterables.filter(
                        pod.containers(), c -> c.role().isPresent() && c.stage().isRunning()))
                .orElse(List.of());
    }

    /** The same container before; of any version. */
    static Optional<Container> before(ReviewedObject object, Container container) {
        return object.old().map(old -> old.get(BY_NAME).get(container.name()));
    }

    private static Map<String, Container> readByName(ReviewedObject object) {
        Map<String, Container> byName = new HashMap<>();
        running(object).forEach(container -> byName.putIfAbsent(container.name(), container));
        return byName;
    }

    /** The masters of another release than before. */
    static List<MasterUpdate> updates(ReviewedObject object) {
        return Iterables.mapPresent(
                object.containers(Role.MASTER),
                master -> before(object, master).flatMap(before -> update(before, master)));
    }

    private static Optional<MasterUpdate> update(Container before, Container now) {
        return of(before)
                .flatMap(from -> of(now).filter(from::differsFrom).map(to -> new MasterUpdate(before, from, now, to)));
    }

    /** A master that goes from one release to another. */
    record MasterUpdate(Container before, AlluxioRelease from, Container master, AlluxioRelease to) {
        /** Whether no journal of the one can be read by the other, 1.x and 2.x. */
        boolean isOtherMajor() {
            return from.line().major() != to.line().major();
        }

        /** Whether embedded journals changed between the two: 2.4 has Ratis instead of Copycat. */
        boolean isAcrossRatis() {
            return ReleaseChange.RATIS_JOURNAL.isNotIn(from) != ReleaseChange.RATIS_JOURNAL.isNotIn(to);
        }

        @Override
        public String toString() {
            return "Alluxio " + from + " to " + to;
        }
    }
}
