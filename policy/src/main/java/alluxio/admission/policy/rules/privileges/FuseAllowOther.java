package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.FuseCommand;
import alluxio.admission.model.view.FuseCommand.FuseArgument;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;

/**
 * FUSE mounts with {@code allow_other} where other users read.
 *
 * <p><b>Restricted fields:</b> {@code --fuse-opts} in {@code args} of FUSE containers; without it, from 2.8,
 * {@code alluxio.fuse.mount.options}.
 *
 * <p><b>Allowed values:</b> options with {@code allow_other}, where the mount point is on a hostPath volume (its readers
 * are not known), or another container of the pod mounts the volume and runs as another user than root. 2.0 always has it.
 *
 * <p><b>Why:</b> without it the kernel lets only the user that mounted it in, which is root: an application with another
 * user id gets Permission denied, and {@code ls} shows question marks.
 *
 * <p><b>Source:</b> Alluxio issues 12943 and 13789; all official FUSE manifests have it.
 */
public final class FuseAllowOther implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "fuse-allow-other",
                    "Without allow_other only root may enter the mount; applications of other users get Permission denied.")
            .forRoles(Role.FUSE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (FuseProcess fuse : FuseProcess.daemons(object)) {
            Optional<List<String>> options = fuse.options();
            Optional<ContainerMount> mount = fuse.mount(findings);
            if (mount.isEmpty()
                    || !isForOthers(fuse.container(), mount.get())
                    || fuse.container().lacks(ReleaseChange.FUSE_OPTS)) {
                continue;
            }
            if (options.isEmpty()) {
                findings.notJudged(fuse.container(), "the mount options of FUSE");
            } else if (!options.get().contains("allow_other")) {
                report(fuse, options.get(), findings);
            }
        }
    }

    private static boolean isForOthers(Container container, ContainerMount mount) {
        return mount.hostPath().isPresent() || VolumeReaders.hasOtherUsers(container, mount);
    }

    private static void report(FuseProcess fuse, List<String> options, Findings findings) {
        Optional<FuseArgument> given = fuse.command().flatMap(FuseCommand::options);
        Field at = given.map(FuseArgument::at).orElse(fuse.container().field().at("args"));
        String all = String.join(",", options);
        findings.at(fuse.container(), at)
                .found(all.isEmpty() ? "no mount options" : "mount options " + all)
                .wanted("allow_other")
                .fix("write --fuse-opts=allow_other" + (all.isEmpty() ? "" : "," + all) + " after fuse in args");
    }
}
