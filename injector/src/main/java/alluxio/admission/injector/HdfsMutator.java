package alluxio.admission.injector;

import alluxio.admission.injector.Environment.State;
import alluxio.admission.injector.Explanation.Origin;
import alluxio.admission.injector.Mounts.Mount;
import alluxio.admission.injector.Volumes.Wanted;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Profile.Hdfs;
import alluxio.admission.model.Profile.HdfsSecret;
import java.util.Locale;

/**
 * Hadoop's configuration files, from Secrets, at {@code /secrets/<directory>}: readable for every user, because the
 * charts' 0400 cannot be read by a container that does not run as root.
 */
final class HdfsMutator implements Mutator {
    private static final String CONF_DIR = "HADOOP_CONF_DIR";
    private static final String ROOT = "/secrets/";
    private static final int MAX_NAME = 63;

    @Override
    public boolean mutate(Injection injection) {
        Hdfs hdfs = injection.profile().hdfs().orElseThrow();
        Reasons reasons = injection.report().reasons();
        boolean mounted = false;
        for (HdfsSecret secret : hdfs.secrets()) {
            Wanted volume = Wanted.of(Feature.HDFS, volumeName(secret.name()), new VolumeSource.Secret(secret.name()));
            Mount mount = Mount.readOnly(volume, ROOT + secret.directory());
            reasons.value(Feature.HDFS, "volume", volume.source().describe(), Origin.PROFILE, "hdfs.secrets");
            reasons.value(Feature.HDFS, "mountPath", mount.path(), Origin.COMPUTED, "/secrets/ and its directory");
            for (Place container : injection.configured()) {
                mounted |= injection.mounts().mount(container, mount);
            }
        }
        hdfs.confDir().ifPresent(directory -> {
            reasons.value(Feature.HDFS, CONF_DIR, ROOT + directory, Origin.PROFILE, "hdfs.confDir");
            injection.configured().forEach(container -> confDir(injection, container, ROOT + directory));
        });
        return mounted;
    }

    private static void confDir(Injection injection, Place container, String path) {
        Environment environment = injection.environment();
        State state = environment.state(container, CONF_DIR);
        if (state == State.ABSENT) {
            environment.add(container, CONF_DIR, path);
        } else if (state == State.VALUE
                && environment.value(container, CONF_DIR).equals(path)) {
            environment.present(container, CONF_DIR);
        } else {
            injection
                    .report()
                    .warn(
                            "hadoop-conf-dir",
                            "container \"" + container.text("name")
                                    + (state == State.MAYBE ? "\" may get " : "\" sets ") + CONF_DIR
                                    + (state == State.MAYBE ? " by envFrom" : " itself")
                                    + ", which is kept; the injected files are in "
                                    + path);
        }
    }

    /** Secret names may have dots and 253 characters, volume names neither. */
    static String volumeName(String secret) {
        String name = "alluxio-hdfs-" + secret.toLowerCase(Locale.ROOT).replace('.', '-');
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME - 13) + "-" + Digests.of(secret);
    }
}
