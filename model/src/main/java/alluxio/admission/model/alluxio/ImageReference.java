package alluxio.admission.model.alluxio;

import java.util.Optional;
import java.util.Set;

/**
 * The name of a container image, taken apart: {@code registry:5000/mirror/alluxio:2.9.6@sha256:…}. The only place that reads
 * such names. A colon before the last slash is a port of the registry, and no tag.
 *
 * @param repository all before the tag and the digest
 * @param tag empty: {@code latest}, or what the digest is
 * @param digest behind the {@code @}
 */
public record ImageReference(String repository, Optional<String> tag, Optional<String> digest) {
    /** The image of all roles, and from 2.6.1 of FUSE. */
    public static final String OFFICIAL = "alluxio/alluxio";

    /** The image of FUSE up to 2.6.0, the only one with libfuse then. */
    public static final String OFFICIAL_FUSE = "alluxio/alluxio-fuse";

    private static final String ENTERPRISE = "alluxio-enterprise";
    private static final Set<String> NAMES = Set.of("alluxio", "alluxio-fuse", ENTERPRISE);
    private static final String LATEST = "latest";

    /** Never fails: what is no image name is taken for the name of a repository. */
    public static ImageReference parse(String image) {
        int at = image.indexOf('@', image.lastIndexOf('/') + 1);
        String tagged = at < 0 ? image : image.substring(0, at);
        int colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
        return new ImageReference(
                colon < 0 ? tagged : tagged.substring(0, colon),
                colon < 0 ? Optional.empty() : Optional.of(tagged.substring(colon + 1)),
                at < 0 ? Optional.empty() : Optional.of(image.substring(at + 1)));
    }

    /** Whether it is one of Alluxio's images, from any registry, by the last part of its name. */
    public boolean isAlluxio() {
        return NAMES.contains(name());
    }

    /** Whether it is of the enterprise edition. */
    public boolean isEnterprise() {
        return repository.contains(ENTERPRISE);
    }

    /** Whether it is {@value #OFFICIAL} of Docker Hub, whose content is known. */
    public boolean isOfficial() {
        return isOnDockerHub(OFFICIAL);
    }

    /** Whether it is {@value #OFFICIAL_FUSE} of Docker Hub. */
    public boolean isOfficialFuse() {
        return isOnDockerHub(OFFICIAL_FUSE);
    }

    private boolean isOnDockerHub(String official) {
        return repository.equals(official)
                || repository.equals("docker.io/" + official)
                || repository.equals("index.docker.io/" + official);
    }

    /** Whether it is named {@code alluxio} in some repository, as a mirror of {@value #OFFICIAL} is. */
    public boolean isNamedAlluxio() {
        return repository.endsWith("/alluxio");
    }

    /** The version that the tag names; empty for {@code latest}, for a digest alone, and for a tag that is no version. */
    public Optional<AlluxioRelease> release() {
        return tag.flatMap(AlluxioRelease::parse);
    }

    /** Whether the next pull may bring something else: neither a digest nor a tag, or {@code latest}. */
    public boolean isOpen() {
        return digest.isEmpty() && tag.filter(t -> !t.equals(LATEST)).isEmpty();
    }

    /** The last part of the repository. */
    private String name() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }
}
