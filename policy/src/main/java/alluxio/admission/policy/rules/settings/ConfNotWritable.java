package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.EntryPoint;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The entry script of Alluxio's image can write its configuration folder.
 *
 * <p><b>Restricted fields:</b> {@code volumeMounts} at {@code /opt/alluxio/conf} and
 * {@code securityContext.readOnlyRootFilesystem} of containers that start a process of Alluxio 2 by {@code /entrypoint.sh}.
 *
 * <p><b>Allowed values:</b> no ConfigMap and no Secret over the whole folder, and with a read-only root a volume there, such
 * as an emptyDir. From 2.7.3 a ConfigMap may be there if it has {@code alluxio-env.sh} and neither
 * {@code ALLUXIO_SITE_PROPERTIES} nor {@code ALLUXIO_LOG4J_PROPERTIES} is set. Not judged: a ConfigMap that is not seen, a
 * mount with subPath or below the folder, an image whose tag does not tell whether it is 2.7.3.
 *
 * <p><b>Why:</b> the script writes its variables to {@code conf/alluxio-env.sh} before it starts the process, and ends where it
 * cannot.
 *
 * <p><b>Source:</b> {@code entrypoint.sh}, {@code set -e} and {@code writeConf}: to 2.7.2 it always appends to the file; from
 * 2.7.3 it writes it where it is not there, and the two other files from their variables.
 */
public final class ConfNotWritable implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
            "conf-not-writable",
            "Alluxio's entry script writes alluxio-env.sh to its configuration folder first, and ends where it cannot.");

    private static final Set<String> INIT = Set.of("tini", "/sbin/tini", "/usr/bin/tini", "--");
    private static final String FILE = AlluxioPaths.ENV_SCRIPT.substring(AlluxioPaths.CONF.length() + 1);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container container : object.startedContainers()) {
            if (!startsByScript(container) || !isKnown(container)) {
                continue;
            }
            List<ContainerMount> below = Iterables.filter(
                    container.mounts(), mount -> ContainerPath.isWithin(mount.path(), AlluxioPaths.CONF));
            if (below.isEmpty()) {
                readOnlyRoot(container, findings);
            } else if (below.size() == 1 && below.getFirst().path().equals(AlluxioPaths.CONF)) {
                mounted(container, below.getFirst(), findings);
            }
        }
    }

    /** Whether the script runs, and has something to write. */
    private static boolean startsByScript(Container container) {
        List<String> words = container.words();
        int script = words.indexOf(EntryPoint.SCRIPT);
        boolean called = script < 0
                ? !container.field().at("command").exists() && container.isAlluxioImage()
                : INIT.containsAll(words.subList(0, script));
        return called
                && script + 1 < words.size()
                && EntryPoint.role(words.get(script + 1)).isPresent()
                && !words.get(script + 1).equals(EntryPoint.MOUNT)
                && Iterables.any(
                        JavaOptionVariables.known(),
                        name -> container.environment().get(name).isPresent());
    }

    private static boolean isKnown(Container container) {
        return container.isAlluxioImage()
                && container.release().filter(release -> !release.isSnapshot()).isPresent()
                && (container.has(ReleaseChange.CONF_WRITTEN_ONCE) || container.lacks(ReleaseChange.CONF_WRITTEN_ONCE));
    }

    private static void mounted(Container container, ContainerMount mount, Findings findings) {
        Optional<Volume> volume = mount.volume()
                .filter(v -> mount.subPath().isEmpty()
                        && Set.of("configMap", "secret").contains(v.type()));
        if (volume.isEmpty()) {
            return;
        }
        boolean always = container.lacks(ReleaseChange.CONF_WRITTEN_ONCE) || isOverwritten(container);
        Optional<Boolean> there = hasFile(container, volume.get());
        if (!always && there.isEmpty()) {
            findings.notJudged(container, "whether " + volume.get().describe() + " has " + FILE);
        } else if (always || !there.orElse(true)) {
            report(container, mount.field(), volume.get().describe() + " at " + AlluxioPaths.CONF, findings);
        }
    }

    private static boolean isOverwritten(Container container) {
        return Iterables.any(
                List.of(JavaOptionVariables.SITE_PROPERTIES, JavaOptionVariables.LOG4J_PROPERTIES),
                name -> container
                        .environment()
                        .get(name)
                        .filter(variable ->
                                variable.value().filter(v -> !v.isEmpty()).isPresent())
                        .isPresent());
    }

    /** Whether the volume has the file; empty when that is not seen. */
    private static Optional<Boolean> hasFile(Container container, Volume volume) {
        if (volume.source().at("items").exists()) {
            return Optional.of(volume.itemPaths().contains(FILE));
        }
        return volume.type().equals("configMap")
                ? container
                        .pod()
                        .configMap(volume.source().at("name").string())
                        .map(map -> map.at("data", FILE).exists()
                                || map.at("binaryData", FILE).exists())
                : Optional.empty();
    }

    /** An image that is not official may have the file. */
    private static void readOnlyRoot(Container container, Findings findings) {
        Field flag = container.security().own().at("readOnlyRootFilesystem");
        boolean sure = container.lacks(ReleaseChange.CONF_WRITTEN_ONCE)
                || isOverwritten(container)
                || container.imageName().isOfficial()
                || container.imageName().isOfficialFuse();
        if (flag.isTrue() && sure && container.mountOf(AlluxioPaths.CONF).isEmpty()) {
            report(container, flag, "a read-only root, and no volume at " + AlluxioPaths.CONF, findings);
        }
    }

    private static void report(Container container, Field at, String found, Findings findings) {
        findings.at(container, at)
                .found(found)
                .wanted("a folder that the script can write")
                .fix("mount an emptyDir at " + AlluxioPaths.CONF + ", and copy into it what must be there in an init "
                        + "container, or mount single files by subPath");
    }
}
