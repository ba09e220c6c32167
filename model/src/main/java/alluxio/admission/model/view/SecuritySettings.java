package alluxio.admission.model.view;

import java.util.OptionalInt;

/**
 * The security context of a container, with what it inherits from the pod's.
 *
 * @param own the container's {@code securityContext}, which wins
 * @param ofPod the pod's
 */
public record SecuritySettings(Field own, Field ofPod) {

    /** A member that both may have: the container's where it is set, else the pod's, which may be absent. */
    public Field field(String member) {
        Field field = own.at(member);
        return field.exists() ? field : ofPod.at(member);
    }

    /** The user that the container is set to run as; empty: the image's. */
    public OptionalInt uid() {
        return field("runAsUser").integer();
    }

    public boolean isPrivileged() {
        return own.at("privileged").isTrue();
    }
}
