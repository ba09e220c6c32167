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
        if (EntryPoint.startedProcess(words).isPresent() || role.equals(Optional.of(Role.COORDINATOR))) {
            return false;
        }
        return image.release()
                .or(() -> configured)
                .map(release -> release.line().major() == MAJOR)
                .orElse(!image.isEnterprise());
    }
}
