package alluxio.admission.injector.hdfs;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.patch.EnvironmentVariables.VariableState;
import alluxio.admission.injector.patch.MountRequest;
import alluxio.admission.injector.patch.VolumeNames;
import alluxio.admission.injector.patch.VolumeRequest;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.HdfsSecret;
import alluxio.admission.model.configuration.HdfsSettings;

/**
 * Injects Hadoop's configuration files, from Secrets, at {@code /secrets/<directory>}, readable for the users of the pod's containers
 * ({@link SecretFileMode}): mode 0400, as in the charts, can be read only by root, unless the pod has an fsGroup.
 */
public final class HdfsMutator implements Mutator {
    private static final String CONF_DIR = "HADOOP_CONF_DIR";
    private static final String ROOT = "/secrets/";

    @Override
    public boolean mutate(Injection injection) {
        HdfsSettings hdfs = injection.profile().hdfs().orElseThrow();
        ExplanationBuilder explanation = injection.report().explanation();
        boolean mounted = false;
        int mode = SecretFileMode.of(injection.spec(), injection.containers().configured());
        for (HdfsSecret secret : hdfs.secrets()) {
            VolumeRequest volume = VolumeRequest.of(
                    Feature.HDFS,
                    VolumeNames.of("alluxio-hdfs", secret.name()),
                    new VolumeSource.Secret(secret.name(), mode));
            MountRequest mount = MountRequest.readOnly(volume, ROOT + secret.directory());
            if (explanation.isWanted()) {
                explain(explanation, mount, mode);
            }
            boolean isMounted = false;
            for (PodElement container : injection.containers().configured()) {
                isMounted |= injection.mounts().mount(container, mount);
            }
            if (isMounted) {
                makeReadable(injection, volume, mode);
            }
            mounted |= isMounted;
        }
        if (hdfs.confDir().isPresent()) {
            String directory = ROOT + hdfs.confDir().get();
            explanation.value(Feature.HDFS, CONF_DIR, directory, ValueOrigin.PROFILE, "hdfs.confDir");
            for (PodElement container : injection.containers().configured()) {
                confDir(injection, container, directory);
            }
        }
        return mounted;
    }

    private static void explain(ExplanationBuilder explanation, MountRequest mount, int mode) {
        explanation.value(
                Feature.HDFS, "volume", mount.volume().source().describe(), ValueOrigin.PROFILE, "hdfs.secrets");
        explanation.value(Feature.HDFS, "mountPath", mount.path(), ValueOrigin.COMPUTED, "/secrets/ and its directory");
        explanation.value(
                Feature.HDFS,
                "defaultMode",
                "0" + Integer.toOctalString(mode),
                ValueOrigin.COMPUTED,
                "the strictest that all containers that mount it can read");
    }

    /** Widens the mode of a volume from an earlier run for a container that was added since. The user's volume is not changed. */
    private static void makeReadable(Injection injection, VolumeRequest wanted, int mode) {
        PodElement volume = injection
                .volumes()
                .ensure(wanted)
                .flatMap(name -> injection.volumes().element(name))
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
                                    + "\" has a defaultMode with which not all containers that mount it can read "
                                    + wanted.source().describe() + "; set 0" + Integer.toOctalString(mode)
                                    + ", or an fsGroup in the pod's securityContext");
        }
    }

    private static void confDir(Injection injection, PodElement container, String path) {
        EnvironmentVariables environment = injection.environment();
        VariableState state = environment.state(container, CONF_DIR);
        if (state == VariableState.ABSENT) {
            environment.add(container, CONF_DIR, path);
        } else if (state == VariableState.VALUE
                && environment.value(container, CONF_DIR).equals(path)) {
            environment.present(container, CONF_DIR);
        } else if (state == VariableState.ENV_FROM) {
            injection
                    .report()
                    .warn(
                            "hadoop-conf-dir",
                            "container \"" + container.text("name") + "\" may get " + CONF_DIR
                                    + " by envFrom, which stays; the injected files are in " + path
                                    + ", so remove it there to use them");
        } else {
            injection
                    .report()
                    .conflict(
                            "inject-variable",
                            container.fieldOf("env", "name", CONF_DIR),
                            "hdfs sets " + CONF_DIR + " to " + path + ", but container \"" + container.text("name")
                                    + "\" sets it to "
                                    + (state == VariableState.REFERENCE
                                            ? "a value from another object"
                                            : "\"" + environment.value(container, CONF_DIR) + "\"")
                                    + "; remove the variable, or leave the container out with "
                                    + Keys.EXCLUDE_CONTAINERS
                                    + ": " + container.text("name") + ", or leave hdfs out with " + Keys.FEATURES);
        }
    }
}
