package alluxio.admission.injector.hdfs;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.Explanation.Origin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.patch.EnvironmentVariables.State;
import alluxio.admission.injector.patch.VolumeMounts.Mount;
import alluxio.admission.injector.patch.VolumeNames;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.patch.Volumes.Wanted;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.HdfsSecret;
import alluxio.admission.model.configuration.HdfsSettings;

/**
 * Hadoop's configuration files, from Secrets, at {@code /secrets/<directory>}: readable for the users of the pod's containers
 * ({@link SecretFileMode}), because the charts' 0400 cannot be read by a container that runs as another user than root, unless
 * the pod has an fsGroup.
 */
public final class HdfsMutator implements Mutator {
    private static final String CONF_DIR = "HADOOP_CONF_DIR";
    private static final String ROOT = "/secrets/";

    @Override
    public boolean mutate(Injection injection) {
        HdfsSettings hdfs = injection.profile().hdfs().orElseThrow();
        ExplanationBuilder reasons = injection.report().reasons();
        boolean mounted = false;
        int mode = SecretFileMode.of(injection.spec(), injection.containers().configured());
        for (HdfsSecret secret : hdfs.secrets()) {
            Wanted volume = Wanted.of(
                    Feature.HDFS,
                    VolumeNames.of("alluxio-hdfs", secret.name()),
                    new VolumeSource.Secret(secret.name(), mode));
            Mount mount = Mount.readOnly(volume, ROOT + secret.directory());
            reasons.value(Feature.HDFS, "volume", volume.source().describe(), Origin.PROFILE, "hdfs.secrets");
            reasons.value(Feature.HDFS, "mountPath", mount.path(), Origin.COMPUTED, "/secrets/ and its directory");
            reasons.value(
                    Feature.HDFS,
                    "defaultMode",
                    "0" + Integer.toOctalString(mode),
                    Origin.COMPUTED,
                    "the tightest that every container that gets it can read");
            boolean any = false;
            for (PodElement container : injection.containers().configured()) {
                any |= injection.mounts().mount(container, mount);
            }
            if (any) {
                makeReadable(injection, volume, mode);
            }
            mounted |= any;
        }
        hdfs.confDir().ifPresent(directory -> {
            reasons.value(Feature.HDFS, CONF_DIR, ROOT + directory, Origin.PROFILE, "hdfs.confDir");
            injection.containers().configured().forEach(container -> confDir(injection, container, ROOT + directory));
        });
        return mounted;
    }

    /** A volume of ours from an earlier run is opened for a container that came since; the user's is theirs. */
    private static void makeReadable(Injection injection, Wanted wanted, int mode) {
        PodElement volume = injection
                .volumes()
                .ensure(wanted)
                .flatMap(name -> injection.volumes().place(name))
                .orElseThrow();
        String digest = Digests.of(volume.node());
        PodElement secret = injection.patch().object(volume, "secret");
        if (SecretFileMode.suffices(secret.node(), mode)) {
            return;
        }
        String volumeName = volume.text("name");
        if (injection
                .recorder()
                .claimed(AdditionKind.VOLUMES, "", volumeName)
                .filter(digest::equals)
                .isPresent()) {
            injection.patch().set(secret, "defaultMode", secret.node().numberNode(mode));
            injection.recorder().rewritten(AdditionKind.VOLUMES, "", volumeName, Digests.of(volume.node()));
        } else {
            injection
                    .report()
                    .warn(
                            "secret-mode",
                            "volume \"" + volumeName
                                    + "\" has a defaultMode with which not every container that mounts it can read "
                                    + wanted.source().describe() + "; set 0" + Integer.toOctalString(mode)
                                    + ", or an fsGroup in the pod's securityContext");
        }
    }

    private static void confDir(Injection injection, PodElement container, String path) {
        EnvironmentVariables environment = injection.environment();
        State state = environment.state(container, CONF_DIR);
        if (state == State.ABSENT) {
            environment.add(container, CONF_DIR, path);
        } else if (state == State.VALUE
                && environment.value(container, CONF_DIR).equals(path)) {
            environment.present(container, CONF_DIR);
        } else if (state == State.MAYBE) {
            injection
                    .report()
                    .warn(
                            "hadoop-conf-dir",
                            "container \"" + container.text("name") + "\" may get " + CONF_DIR
                                    + " by envFrom, which is kept; the injected files are in " + path);
        } else {
            injection
                    .report()
                    .conflict(
                            "inject-variable",
                            container.fieldOf("env", "name", CONF_DIR),
                            "hdfs sets " + CONF_DIR + " to " + path + ", but container \"" + container.text("name")
                                    + "\" sets it to "
                                    + (state == State.REFERENCE
                                            ? "a value from elsewhere"
                                            : "\"" + environment.value(container, CONF_DIR) + "\"")
                                    + "; remove the variable, or leave the container out with "
                                    + Keys.EXCLUDE_CONTAINERS
                                    + ": " + container.text("name") + ", or leave hdfs out with " + Keys.FEATURES);
        }
    }
}
