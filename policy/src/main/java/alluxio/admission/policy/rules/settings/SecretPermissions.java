package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Alluxio can read the Secrets that it mounts.
 *
 * <p><b>Restricted fields:</b> {@code volumes[].secret.defaultMode} of volumes in Alluxio's containers that do not run as
 * root.
 *
 * <p><b>Allowed values:</b> a mode that lets everyone read, as the default 0644; or any mode, with {@code fsGroup} in the
 * pod's security context. Refused when the HDFS configuration is on it, else a warning.
 *
 * <p><b>Why:</b> the files belong to root. With 0400, as the charts have it, only {@code fsGroup} lets user 1000 read them.
 *
 * <p><b>Source:</b> Alluxio issue 13023; Kubernetes: {@code SetVolumeOwnership}.
 */
public final class SecretPermissions implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
            "secret-permissions",
            "The files of a Secret belong to root, and Alluxio runs as another user that may not read them.");

    private static final int OTHERS = 0004;
    private static final int GROUP = 0040;

    private static final Derived<Volume, Boolean> OWN_MODES = Derived.of(volume -> Iterables.any(
            volume.source().at("items").items(), item -> item.at("mode").exists()));

    /** The paths of the mounts that hold a file of the HDFS configuration. */
    private static final Derived<Container, Set<String>> HDFS_FOLDERS =
            Derived.of(container -> container.options().all().stream()
                    .filter(p -> p.key().endsWith(PropertyKeys.UNDERFS_HDFS_CONFIGURATION))
                    .flatMap(p -> Arrays.stream(p.value().split("[:,]")))
                    .flatMap(path -> container.mountsHolding(path).stream())
                    .map(ContainerMount::path)
                    .collect(Collectors.toUnmodifiableSet()));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Set<String> reported = new HashSet<>();
        for (Container container : object.containers(Role.values())) {
            for (ContainerMount mount : container.mounts()) {
                mount.volume()
                        .filter(v ->
                                v.type().equals("secret") && !reported.contains(v.name()) && isClosed(container, v))
                        .filter(v -> reported.add(v.name()))
                        .ifPresent(v -> report(container, mount, v, findings));
            }
        }
    }

    private static boolean isClosed(Container container, Volume volume) {
        int uid = container.security().uid().orElse(0);
        int mode = volume.source().at("defaultMode").integer().orElse(0644);
        boolean ownModes = volume.get(OWN_MODES);
        boolean readable = (mode & OTHERS) != 0 || ((mode & GROUP) != 0 && mayHaveRootsGroup(container));
        // The user of an image is not known, and fsGroup makes the files readable for its group, whatever the mode.
        return uid != 0
                && !readable
                && !ownModes
                && !container.pod().spec().at("securityContext", "fsGroup").exists();
    }

    private static boolean mayHaveRootsGroup(Container container) {
        return container.security().field("runAsGroup").integer().orElse(0) == 0
                || container
                        .pod()
                        .spec()
                        .at("securityContext", "supplementalGroups")
                        .exists();
    }

    private static void report(Container container, ContainerMount mount, Volume volume, Findings findings) {
        int mode = volume.source().at("defaultMode").integer().orElse(0644);
        int uid = container.security().uid().orElse(0);
        boolean needed = container.get(HDFS_FOLDERS).contains(mount.path());
        String found = "mode 0" + Integer.toOctalString(mode) + ", user " + uid + " and no fsGroup";
        String wanted = "files that user " + uid + " can read";
        String fix = "set fsGroup: " + uid + " in the pod's securityContext, or defaultMode: 0444";
        findings.at(container, volume.source().at("defaultMode"))
                .asWarningUnless(needed && container.is(Role.MASTER, Role.WORKER))
                .found(found)
                .wanted(wanted)
                .fix(fix);
    }
}
