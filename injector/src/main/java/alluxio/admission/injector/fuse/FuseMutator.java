package alluxio.admission.injector.fuse;

import alluxio.admission.injector.explain.Explanation.Origin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.patch.EnvironmentVariables.State;
import alluxio.admission.injector.patch.VolumeMounts.Mount;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.configuration.FuseMode;

/**
 * Alluxio as a file system: the node's, by {@link FuseHostMutator}, or the pod's own, by {@link FuseSidecarMutator}. Either
 * way the containers get the parent of the mount point, and a variable with the path of the file system.
 */
public final class FuseMutator implements Mutator {
    static final String PATH_VARIABLE = "ALLUXIO_FUSE_PATH";

    private final FuseHostMutator host = new FuseHostMutator();
    private final FuseSidecarMutator sidecar = new FuseSidecarMutator();

    @Override
    public boolean mutate(Injection injection) {
        return injection.settings().fuseMode() == FuseMode.SIDECAR ? sidecar.mutate(injection) : host.mutate(injection);
    }

    /** Mounts the parent of the file system in every client, and tells it the path; whether any got it. */
    static boolean give(Injection injection, Mount mount, String path) {
        boolean mounted = false;
        for (PodElement container : injection.clients()) {
            if (injection.mounts().mount(container, mount)) {
                mounted = true;
                tellPath(injection, container, path);
            }
        }
        return mounted;
    }

    /** @param origin of the volume */
    static void explain(Injection injection, Mount mount, String path, Origin origin, String from) {
        ExplanationBuilder reasons = injection.report().reasons();
        String source = mount.volume().source().describe();
        boolean asked = injection.settings().fusePath().isPresent();
        reasons.value(Feature.FUSE, "volume", source, origin, from);
        reasons.value(
                Feature.FUSE,
                "mountPath",
                mount.path(),
                asked ? Origin.POD : Origin.PROFILE,
                asked ? "annotation " + Keys.FUSE_PATH : "fuse.mountPath");
        reasons.value(Feature.FUSE, PATH_VARIABLE, path, Origin.COMPUTED, "the mount path and fuse.directory");
    }

    private static void tellPath(Injection injection, PodElement container, String path) {
        EnvironmentVariables environment = injection.environment();
        switch (environment.state(container, PATH_VARIABLE)) {
            case ABSENT, MAYBE -> environment.add(container, PATH_VARIABLE, path);
            case VALUE, REFERENCE -> {
                String value = environment.value(container, PATH_VARIABLE);
                if (JavaToolOptions.unescapeDollars(value).equals(path)
                        && environment.state(container, PATH_VARIABLE) == State.VALUE) {
                    environment.present(container, PATH_VARIABLE);
                } else {
                    injection
                            .report()
                            .conflict(
                                    "inject-variable",
                                    container.fieldOf("env", "name", PATH_VARIABLE),
                                    "fuse sets " + PATH_VARIABLE + " to " + path + ", but container \""
                                            + container.text("name")
                                            + "\" sets it to "
                                            + (value.isEmpty() ? "a value from elsewhere" : "\"" + value + "\"")
                                            + "; remove the variable, or set the annotation " + Keys.FUSE_PATH
                                            + " so that both agree");
                }
            }
        }
    }
}
