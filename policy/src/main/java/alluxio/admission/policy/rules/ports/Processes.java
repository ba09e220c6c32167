package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.view.Container;
import java.util.List;

/** The containers of an object that run one of Alluxio's processes. */
final class Processes {
    private Processes() {}

    static List<Container> of(ReviewedObject subject, Role... roles) {
        return subject.containers(roles).stream().filter(Container::runsProcess).toList();
    }
}
