package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.alluxio.EntryPoint;
import alluxio.admission.model.alluxio.ImageReference;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.regex.Pattern;

/**
 * A container of Alluxio's image says which process to start.
 *
 * <p><b>Restricted fields:</b> {@code command} and {@code args} of containers and init containers with an image of Alluxio 2.
 *
 * <p><b>Allowed values:</b> one of them must have a word. It is a warning for images other than {@code alluxio/alluxio} and
 * {@code alluxio/alluxio-fuse} with a tag such as {@code 2.9.6}: another one may have a command of its own.
 *
 * <p><b>Why:</b> Alluxio's images have an entry point and no command: without an argument the script prints its usage and ends
 * with 1.
 *
 * <p><b>Source:</b> {@code integration/docker/Dockerfile} ({@code ENTRYPOINT} and no {@code CMD}) and {@code entrypoint.sh}
 * ({@code main}: fewer than one argument is an error) of 2.0 to 2.9.6.
 */
public final class ImageArguments implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
            "image-arguments",
            "Alluxio's image starts nothing by itself: its entry point needs an argument, else it prints its usage and "
                    + "ends.");

    private static final Pattern PLAIN = Pattern.compile("2\\.[0-9]{1,4}(\\.[0-9]{1,4})?");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container container : object.startedContainers()) {
            if (container.isAlluxioImage() && container.words().isEmpty()) {
                findings.at(container, container.field())
                        .asWarningUnless(isKnown(container.imageName()))
                        .found("neither command nor args for " + container.image())
                        .wanted("the process to start")
                        .fix("add args: " + arguments(container));
            }
        }
    }

    private static boolean isKnown(ImageReference image) {
        return (image.isOfficial() || image.isOfficialFuse())
                && image.digest().isEmpty()
                && image.tag().filter(tag -> PLAIN.matcher(tag).matches()).isPresent();
    }

    private static String arguments(Container container) {
        return switch (container.role().orElse(Role.CSI)) {
            case MASTER -> "[master-only, " + EntryPoint.NO_FORMAT + "]";
            case WORKER -> "[worker-only, " + EntryPoint.NO_FORMAT + "]";
            case JOB_MASTER, JOB_WORKER, FUSE, PROXY, LOGSERVER ->
                "[" + container.role().map(Role::key).orElse("") + "]";
            default -> "[<process>], such as worker-only";
        };
    }
}
