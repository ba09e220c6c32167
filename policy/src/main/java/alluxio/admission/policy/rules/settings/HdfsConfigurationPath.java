package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.Limits;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of an HDFS configuration are where Alluxio looks for them.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.underfs.hdfs.configuration}, also as an option of the root mount or of the
 * journal, of masters, workers and job workers.
 *
 * <p><b>Allowed values:</b> paths below a mount of the container. A path below {@code /secrets} or {@code /configmaps},
 * where no image has anything, is refused when the storage is addressed without a port, as a name service is; else it is a
 * warning. Other paths are warned about in Alluxio's official image only.
 *
 * <p><b>Why:</b> Hadoop silently ignores a file that is missing; the name service is then an unknown host, and masters do
 * not start.
 *
 * <p><b>Source:</b> Alluxio issue 13023 ({@code hdfsconfig} instead of {@code hdfsConfig}).
 */
public final class HdfsConfigurationPath implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "hdfs-configuration-path",
                    "Hadoop ignores a configuration file that is missing, so the name service of HDFS is an unknown host.")
            .forRoles(Role.MASTER, Role.WORKER, Role.JOB_WORKER);

    private static final List<String> ADDRESSES =
            List.of(PropertyKeys.MASTER_MOUNT_TABLE_ROOT_UFS, PropertyKeys.MASTER_JOURNAL_FOLDER);
    private static final List<String> EMPTY_IN_IMAGES = List.of("/secrets", "/configmaps");
    private static final Pattern NAME_SERVICE = Pattern.compile("hdfs://[A-Za-z0-9_-]+(/.*)?");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container container : object.containers(Role.MASTER, Role.WORKER, Role.JOB_WORKER)) {
            for (Property property : container.options().all()) {
                if (isRead(property, container)) {
                    missing(property, container).ifPresent(path -> report(container, property, path, findings));
                }
            }
        }
    }

    /** Only masters have a journal. */
    private static boolean isRead(Property property, Container container) {
        boolean ofJournal = property.key().startsWith(PropertyKeys.MASTER_JOURNAL_PREFIX);
        return property.key().endsWith(PropertyKeys.UNDERFS_HDFS_CONFIGURATION)
                && (!ofJournal || container.is(Role.MASTER));
    }

    private static Optional<String> missing(Property property, Container container) {
        return Arrays.stream(property.value().split("[:,]"))
                .filter(path -> path.startsWith("/") && !path.contains("$"))
                .filter(path -> container
                        .mountOf(path)
                        .map(mount -> isLeftOut(mount, path))
                        .orElse(true))
                .filter(path -> isEmptyInImages(path)
                        || (container.imageName().isOfficial()
                                && !ContainerPath.isWithin(path, AlluxioPaths.HOME)
                                && !ContainerPath.isWithin(path, "/etc")))
                .findFirst();
    }

    /** Whether the volume has only some of the Secret's files, and not this one. */
    private static boolean isLeftOut(ContainerMount mount, String path) {
        Set<String> items = mount.volume().map(Volume::itemPaths).orElse(Set.of());
        String below = ContainerPath.normalize(path).substring(mount.path().length());
        return !items.isEmpty()
                && mount.subPath().isEmpty()
                && !items.contains(below.startsWith("/") ? below.substring(1) : below);
    }

    private static boolean isEmptyInImages(String path) {
        return Iterables.any(EMPTY_IN_IMAGES, folder -> ContainerPath.isWithin(path, folder));
    }

    private static void report(Container container, Property property, String path, Findings findings) {
        boolean stops = isEmptyInImages(path)
                && ADDRESSES.stream()
                        .flatMap(key -> container.options().get(key).stream())
                        .anyMatch(
                                address -> NAME_SERVICE.matcher(address.value()).matches());
        if (stops && !container.options().isComplete()) {
            findings.notJudged(
                    container,
                    property.key() + " may be set again in "
                            + container.options().unseenText());
            return;
        }
        // The first few: each is compared letter by letter.
        List<String> mounts = container.mounts().stream()
                .limit(Limits.REPORTED_FINDINGS)
                .map(ContainerMount::path)
                .toList();
        String folder = ContainerPath.parent(path);
        String found = MessageText.cut(path) + " in " + property.source();
        String wanted = "a file of a mounted volume";
        String fix = DidYouMean.nearest(folder, mounts)
                .filter(near -> !near.equals(folder))
                .map(near -> "write " + near + " instead of " + folder + " in " + property.key())
                .orElse("mount the Secret or ConfigMap that has " + path.substring(path.lastIndexOf('/') + 1) + " at "
                        + folder);
        findings.at(container, property.origin())
                .asWarningUnless(stops)
                .found(found)
                .wanted(wanted)
                .fix(fix);
    }
}
