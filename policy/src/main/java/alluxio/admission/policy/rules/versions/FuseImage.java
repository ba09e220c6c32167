package alluxio.admission.policy.rules.versions;

import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.ImageReference;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * FUSE up to 2.6.0 runs in the image that has libfuse.
 *
 * <p><b>Restricted fields:</b> {@code image} of FUSE containers.
 *
 * <p><b>Allowed values:</b> {@code alluxio/alluxio-fuse} up to 2.6.0, {@code alluxio/alluxio} from 2.6.1. A mirrored image
 * of the name {@code alluxio} is a warning: it may have been built with libfuse. So is {@code alluxio/alluxio-fuse} from
 * 2.6.1, which was no longer published.
 *
 * <p><b>Why:</b> up to 2.6.0 the image {@code alluxio/alluxio} has no libfuse: the FUSE process ends as soon as it starts.
 *
 * <p><b>Source:</b> {@code Dockerfile} and {@code Dockerfile.fuse} of these releases; the values of the official chart,
 * which change the image with 2.6.1; Alluxio issue 16958.
 */
public final class FuseImage implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "fuse-image",
                    "Up to 2.6.0 the image alluxio/alluxio has no libfuse, and FUSE ends as soon as it starts.")
            .forRoles(Role.FUSE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container fuse : object.containers(Role.FUSE)) {
            Releases.of(fuse).ifPresent(release -> {
                if (ReleaseChange.LIBFUSE_IN_MAIN_IMAGE.isNotIn(release)) {
                    check(fuse, release, findings);
                } else if (fuse.imageName().isOfficialFuse() && ReleaseChange.LIBFUSE_IN_MAIN_IMAGE.isIn(release)) {
                    findings.at(fuse, fuse.field().at("image"))
                            .asWarning()
                            .found(fuse.image() + ", which does not exist after 2.6.0")
                            .wanted(ImageReference.OFFICIAL + ":" + release)
                            .fix("use the image " + ImageReference.OFFICIAL + ":" + release);
                }
            });
        }
    }

    private static void check(Container fuse, AlluxioRelease release, Findings findings) {
        String wanted = ImageReference.OFFICIAL_FUSE + ":" + release;
        String fix = "use the image " + wanted;
        if (fuse.imageName().isOfficial()) {
            findings.at(fuse, fuse.field().at("image"))
                    .found(fuse.image())
                    .wanted(wanted)
                    .fix(fix);
        } else if (fuse.imageName().isNamedAlluxio()) {
            findings.at(fuse, fuse.field().at("image"))
                    .asWarning()
                    .found(fuse.image())
                    .wanted(wanted + ", mirrored")
                    .fix("mirror " + wanted);
        }
    }
}
