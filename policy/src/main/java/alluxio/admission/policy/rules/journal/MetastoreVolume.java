package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Optional;

/**
 * A master that keeps its metadata in RocksDB has a volume for it.
 *
 * <p><b>Restricted fields:</b> the volume that holds {@code alluxio.master.metastore.dir}, where
 * {@code alluxio.master.metastore=ROCKS} is set.
 *
 * <p><b>Allowed values:</b> any volume that is not in memory.
 *
 * <p><b>Why:</b> the metastore is made for more metadata than fits into memory, and is written all the time. In the
 * container's own layer it is slow and fills the node's disk; in a memory volume it counts against the memory limit.
 *
 * <p><b>Source:</b> Alluxio's documentation of the metastore; chart 0.5.7 gave it a claim.
 */
public final class MetastoreVolume implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "metastore-volume",
                    "RocksDB writes all the time: in the container's own layer it is slow and fills the node's disk, in "
                            + "memory it counts against the memory limit.")
            .forKinds(MasterJournals.KINDS)
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container master : object.containers(Role.MASTER)) {
            JvmOptions properties = master.options();
            boolean rocks = properties
                    .get(PropertyKeys.MASTER_METASTORE)
                    .filter(p -> p.value().equalsIgnoreCase("ROCKS"))
                    .isPresent();
            Optional<String> set =
                    properties.get(PropertyKeys.MASTER_METASTORE_DIR).map(Property::value);
            if (rocks && set.isEmpty() && !properties.isComplete()) {
                findings.notJudged(
                        master, PropertyKeys.MASTER_METASTORE_DIR + " may be in " + MasterJournals.unseen(master));
            } else if (rocks) {
                check(master, set.orElse(AlluxioPaths.METASTORE), findings);
            }
        }
    }

    private static void check(Container master, String directory, Findings findings) {
        String fix = "give the master a claim mounted at " + directory;
        if (!directory.startsWith("/")) {
            return;
        }
        master.mountOf(directory)
                .ifPresentOrElse(
                        mount -> mount.volume()
                                .filter(Volume::isMemory)
                                .ifPresent(volume -> findings.at(
                                                master, volume.source().at("medium"))
                                        .found("the metastore in memory")
                                        .wanted("a volume on disk")
                                        .fix(fix)),
                        () -> {
                            Field mounts = master.field().at("volumeMounts");
                            findings.at(master, mounts)
                                    .found("the metastore in " + directory + ", on no volume")
                                    .wanted("a volume")
                                    .fix(fix);
                        });
    }
}
