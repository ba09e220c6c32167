package alluxio.admission.policy.rules.versions;

import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.view.Container;
import java.util.regex.Pattern;

/**
 * FUSE up to 2.6.0 runs in the image that has libfuse.
 *
 * <p><b>Restricted fields:</b> {@code image} of FUSE containers.
 *
 * <p><b>Allowed values:</b> {@code alluxio/alluxio-fuse} up to 2.6.0, {@code alluxio/alluxio} from 2.6.1. A mirrored image
 * of the name {@code alluxio} is a warning: it may have been built with libfuse. So is {@code alluxio/alluxio-fuse} from
 * 2.6.1, which was not published any more.
 *
 * <p><b>Why:</b> up to 2.6.0 the image {@code alluxio/alluxio} has no libfuse: the FUSE process ends as soon as it starts.
 *
 * <p><b>Source:</b> {@code Dockerfile} and {@code Dockerfile.fuse} of these releases; the values of the official chart, which
 * change the image with 2.6.1; Alluxio issue 16958.
 */
public final class FuseImage implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "fuse-image",
                    "Up to 2.6.0 the image alluxio/alluxio has no libfuse, and FUSE ends as soon as it starts.")
            .forRoles(Role.FUSE);

    private static final Pattern OFFICIAL = Pattern.compile("((index\\.)?docker\\.io/)?alluxio/alluxio[:@].*");
    private static final Pattern FORMER = Pattern.compile("((index\\.)?docker\\.io/)?alluxio/alluxio-fuse[:@].*");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject subject, Findings findings) {
        for (Container fuse : subject.containers(Role.FUSE)) {
            Releases.of(fuse).ifPresent(release -> {
                if (release.isBefore(2, 6, 1)) {
                    check(fuse, release, findings);
                } else if (FORMER.matcher(fuse.image()).matches()
                        && !release.toString().equals("2.6")) {
                    findings.at(fuse, fuse.field().at("image"))
                            .asWarning()
                            .found(fuse.image() + ", of which there is none after 2.6.0")
                            .wanted("alluxio/alluxio:" + release)
                            .fix("use the image alluxio/alluxio:" + release);
                }
            });
        }
    }

    private static void check(Container fuse, AlluxioRelease release, Findings findings) {
        String wanted = "alluxio/alluxio-fuse:" + release;
        String fix = "use the image " + wanted;
        if (OFFICIAL.matcher(fuse.image()).matches()) {
            findings.at(fuse, fuse.field().at("image"))
                    .found(fuse.image())
                    .wanted(wanted)
                    .fix(fix);
        } else if (isMirrored(fuse.image())) {
            findings.at(fuse, fuse.field().at("image"))
                    .asWarning()
                    .found(fuse.image())
                    .wanted(wanted + ", mirrored")
                    .fix("mirror " + wanted);
        }
    }

    private static boolean isMirrored(String image) {
        return image.contains("/alluxio:") || image.contains("/alluxio@");
    }
}
