package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.MasterAddresses;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import java.util.List;
import java.util.stream.Stream;

/** Whether a master is one of several, of which one serves and the others stand by. */
final class StandbyMasters {

    private static final Derived<Pod, Boolean> DECLARES_JOURNAL = Derived.of(StandbyMasters::anyDeclaresJournal);

    private StandbyMasters() {}

    /**
     * Known only from the addresses, from replicas, and from the port that the charts declare for several masters only; others
     * declare it for one. So a single replica whose properties are all seen, and name no others, is alone.
     */
    static boolean exist(ReviewedObject object, Container master) {
        boolean listed = Stream.of(PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES, PropertyKeys.MASTER_RPC_ADDRESSES)
                .flatMap(key -> master.options().get(key).stream())
                .anyMatch(property -> MasterAddresses.hosts(property.value()).size() > 1);
        boolean replicated =
                List.of(ObjectKind.STATEFUL_SET, ObjectKind.DEPLOYMENT).contains(object.kind())
                        && object.replicas() > 1;
        boolean alone = ObjectKind.REPLICATED.contains(object.kind())
                && object.replicas() <= 1
                && master.options().isComplete();
        return listed || replicated || (!alone && declaresJournal(master));
    }

    /** Known from the properties, or from the journal's port. */
    static boolean isEmbedded(Container master) {
        return master.options()
                .get(PropertyKeys.MASTER_JOURNAL_TYPE)
                .map(Property::value)
                .map(type -> type.equalsIgnoreCase("EMBEDDED"))
                .orElseGet(() -> declaresJournal(master));
    }

    private static boolean declaresJournal(Container master) {
        return master.pod().get(DECLARES_JOURNAL);
    }

    private static boolean anyDeclaresJournal(Pod pod) {
        return Iterables.any(
                pod.containers(Role.MASTER, Role.JOB_MASTER),
                c -> c.ports().has(AlluxioPort.MASTER_JOURNAL.number())
                        || c.ports().has(AlluxioPort.JOB_MASTER_JOURNAL.number()));
    }
}
