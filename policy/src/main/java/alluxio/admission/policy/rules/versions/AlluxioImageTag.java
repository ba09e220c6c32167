package alluxio.admission.policy.rules.versions;

import alluxio.admission.model.Iterables;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * The image of each of Alluxio's containers names a version.
 *
 * <p><b>Restricted fields:</b> {@code image} of Alluxio's containers.
 *
 * <p><b>Allowed values:</b> any tag but {@code latest}, or a digest.
 *
 * <p><b>Why:</b> with {@code latest} the next restart of a pod may bring another version than its peers run: masters that
 * cannot read each other's journal, clients and workers that do not understand each other. Nothing can be said of a version
 * that is not named, either.
 *
 * <p><b>Source:</b> Kubernetes' documentation of images; Alluxio issue 16978 on mixed versions.
 */
public final class AlluxioImageTag implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "alluxio-image-tag",
                    "Without a version in the tag, the next restart of a pod may bring another version of Alluxio than the "
                            + "others run.")
            .forAnyRelease("a tag without a version moves");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Iterables.forEach(
                Releases.running(object),
                c -> !c.image().isBlank() && isOpen(c.image()),
                c -> findings.at(c, c.field().at("image"))
                        .found(c.image())
                        .wanted("a version as the tag")
                        .fix("write the version that the cluster runs, such as " + name(c.image()) + ":2.9.6"));
    }

    private static boolean isOpen(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        return !name.contains("@") && (!name.contains(":") || name.endsWith(":latest"));
    }

    private static String name(String image) {
        return image.endsWith(":latest") ? image.substring(0, image.length() - ":latest".length()) : image;
    }
}
