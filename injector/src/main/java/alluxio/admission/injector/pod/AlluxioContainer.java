package alluxio.admission.injector.pod;

import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.ImageReference;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.alluxio.VersionRecognition;
import alluxio.admission.model.configuration.Profile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A container with a role in an Alluxio cluster. The role belongs to it, not to its pod: an application may have a FUSE
 * sidecar.
 */
public record AlluxioContainer(PodElement container, Role role) {
    /** The roles that use the domain socket. */
    public static final Set<Role> SHORT_CIRCUIT_ROLES = Set.of(Role.WORKER, Role.JOB_WORKER, Role.FUSE);

    /** Whether domain sockets work as in Alluxio 2: {@link VersionRecognition}. */
    public boolean isAlluxio2(Profile profile) {
        List<String> words = Stream.of("command", "args")
                .flatMap(list -> container.list(list).valueStream())
                .map(word -> word.stringValue(""))
                .toList();
        return VersionRecognition.isAlluxio2(image(), words, Optional.of(role), profile.release());
    }

    /** The options variable of this role, to which properties can be appended. */
    public String optionsVariable(Profile profile) {
        // The image's tag tells which release runs, whatever the profile says.
        Optional<AlluxioRelease> release = image().release().or(profile::release);
        return JavaOptionVariables.appendableFor(role, release);
    }

    private ImageReference image() {
        return ImageReference.parse(container.text("image"));
    }

    /** For messages. */
    @Override
    public String toString() {
        return "container \"" + container.text("name") + "\"";
    }
}
