package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The masters of an object, with their journals. */
final class MasterJournals {
    /** What masters run in: a Job with one of Alluxio's names formats, backs up or tests. */
    static final List<ObjectKind> KINDS = ObjectKind.LONG_RUNNING;

    private static final Derived<ReviewedObject, List<MasterJournal>> JOURNALS =
            Derived.of(MasterJournals::readJournals);
    private static final Derived<ReviewedObject, Map<String, Container>> BY_NAME =
            Derived.of(MasterJournals::readByName);

    private MasterJournals() {}

    /** The journals that there are: of type NOOP there is none. */
    static List<MasterJournal> journals(ReviewedObject object) {
        return object.get(JOURNALS);
    }

    private static List<MasterJournal> readJournals(ReviewedObject object) {
        return object.containers(Role.MASTER).stream()
                .filter(MasterJournals::runs)
                .map(MasterJournal::of)
                .filter(MasterJournal::isKept)
                .toList();
    }

    /** Whether it runs a master, as far as one can see: a container of that name may also run a shell or the client. */
    private static boolean runs(Container container) {
        return !container.field().at("command").exists()
                || Iterables.any(container.words(), word -> word.contains("master"));
    }

    /** The journal that the same master had before. */
    static Optional<MasterJournal> before(ReviewedObject object, MasterJournal journal) {
        return object.old()
                .map(old -> old.get(BY_NAME).get(journal.master().name()))
                .map(MasterJournal::of);
    }

    private static Map<String, Container> readByName(ReviewedObject object) {
        Map<String, Container> byName = new HashMap<>();
        object.containers(Role.MASTER).forEach(master -> byName.putIfAbsent(master.name(), master));
        return byName;
    }

    static String unseen(Container master) {
        return master.options().unseenText();
    }
}
