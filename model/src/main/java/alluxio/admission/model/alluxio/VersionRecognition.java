package alluxio.admission.model.alluxio;

import java.util.List;
import java.util.Optional;

/**
 * Whether the facts about Alluxio 2 hold for a container: not for 1.x, which has other ports and variables, nor for 3.x, whose
 * workers have a page store and open no domain socket. Pure and total.
 *
 * <p>The command line of 3.x ({@code alluxio process start}) and its role of a coordinator decide first, then the version that
 * the image's tag names, then the one that is configured. An image of the enterprise edition whose version is not known is
 * taken for 3.x, which is what is published under that name today ({@code AI-3.6}); one with a tag of 2.x runs Alluxio 2. Any
 * other image without a version is taken for 2.x.
 */
public final class VersionRecognition {
    private static final int MAJOR = 2;

    private VersionRecognition() {}

    /**
     * Whether a container is Alluxio 2.
     *
     * @param words its command and arguments
     * @param configured what the profile says, where there is one
     */
    public static boolean isAlluxio2(
            ImageReference image, List<String> words, Optional<Role> role, Optional<AlluxioRelease> configured) {
        return otherRelease(image, words, role, configured).isEmpty();
    }

    /**
     * For messages: which other release a container runs, and how that is known, such as {@code Alluxio 3.6 (by the tag of its
     * image)}; empty for Alluxio 2.
     *
     * @param words its command and arguments
     * @param configured what the profile says, where there is one
     */
    public static Optional<String> otherRelease(
            ImageReference image, List<String> words, Optional<Role> role, Optional<AlluxioRelease> configured) {
        if (EntryPoint.startedProcess(words).isPresent()) {
            return Optional.of("Alluxio 3.x (by its command, alluxio process start)");
        }
        if (role.equals(Optional.of(Role.COORDINATOR))) {
            return Optional.of("Alluxio 3.x (by its role, coordinator)");
        }
        Optional<AlluxioRelease> release = image.release().or(() -> configured);
        if (release.isPresent()) {
            String by = image.release().isPresent() ? "the tag of its image" : "its profile";
            return release.filter(r -> r.line().major() != MAJOR).map(r -> "Alluxio " + r + " (by " + by + ")");
        }
        return image.isEnterprise()
                ? Optional.of("Alluxio 3.x (an enterprise image whose tag names no version)")
                : Optional.empty();
    }
}
