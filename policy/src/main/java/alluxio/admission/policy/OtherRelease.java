package alluxio.admission.policy;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.DoraProperties;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.Pod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of an object that is of another release than Alluxio 2: rules whose facts are of Alluxio 2 do not judge it.
 *
 * @param role of the container; empty for one whose role is not known, and for a ConfigMap
 * @param text which one, and of which release, for messages
 */
record OtherRelease(Optional<Role> role, String text) {
    private static final Derived<ReviewedObject, List<OtherRelease>> ALL = Derived.of(OtherRelease::read);

    /** All such parts of an object that is read for Alluxio 2. */
    static List<OtherRelease> in(ReviewedObject object) {
        return object.get(ALL);
    }

    /** The roles of an object's containers that go on running, of whatever release. */
    static Set<Role> rolesOfAnyRelease(ReviewedObject object) {
        List<OtherRelease> others = in(object);
        return others.isEmpty()
                ? object.roles()
                : Stream.concat(object.roles().stream(), others.stream().flatMap(other -> other.role().stream()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a rule about these roles would judge it. */
    boolean concerns(Set<Role> roles) {
        return roles.isEmpty() || role.filter(roles::contains).isPresent();
    }

    /** For {@code explain}: why it is not judged. */
    String whyNotJudged() {
        return text + ": the facts of this rule are of Alluxio 2";
    }

    private static List<OtherRelease> read(ReviewedObject object) {
        if (object.kind() == ObjectKind.CONFIG_MAP) {
            boolean dora = Iterables.any(object.root().at("data").members(), DoraProperties::isIn);
            return dora
                    ? List.of(new OtherRelease(
                            Optional.empty(), "Alluxio 3.x (by a property " + PropertyKeys.DORA + "…)"))
                    : List.of();
        }
        return Iterables.map(object.pod().map(Pod::outOfScope).orElse(List.of()), OtherRelease::of);
    }

    private static OtherRelease of(Container container) {
        return new OtherRelease(
                container.role(),
                "container \"" + MessageText.cut(container.name()) + "\": "
                        + container.otherRelease().orElse("another release"));
    }
}
