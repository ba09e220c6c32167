package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.Role;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Journal;
import alluxio.admission.policy.view.Pod;
import java.util.List;
import java.util.Optional;

/** The masters of an object, with their journals. */
final class Masters {
    private Masters() {}

    /** The journals that there are: of type NOOP there is none. */
    static List<Journal> journals(Subject subject) {
        return subject.containers(Role.MASTER).stream()
                .map(Journal::of)
                .filter(Journal::isKept)
                .toList();
    }

    /** The journal that the same master had before. */
    static Optional<Journal> before(Subject subject, Journal journal) {
        return subject.old().stream()
                .flatMap(old -> old.containers(Role.MASTER).stream())
                .filter(master -> master.name().equals(journal.master().name()))
                .map(Journal::of)
                .findFirst();
    }

    /** Whether the object or its pods carry the annotation with the value "true". */
    static boolean allows(Subject subject, String annotation) {
        return subject.annotation(annotation).filter("true"::equals).isPresent()
                || subject.pod()
                        .map(Pod::annotations)
                        .filter(annotations -> "true".equals(annotations.get(annotation)))
                        .isPresent();
    }

    static String unseen(Container master) {
        return String.join(", ", master.properties().unseen());
    }
}
