package alluxio.admission.injector.fuse;

import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.patch.EnvironmentVariables.VariableState;
import alluxio.admission.injector.patch.MountRequest;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.configuration.FuseMode;

/**
 * Injects Alluxio as a file system: the node's ({@link FuseHostMutator}) or the pod's ({@link FuseSidecarMutator}). Either way
 * the containers get the parent of the mount point, and a variable with the path of the file system.
 */
public final class FuseMutator implements Mutator {
    static final String PATH_VARIABLE = "ALLUXIO_FUSE_PATH";

    private final FuseHostMutator host = new FuseHostMutator();
    private final FuseSidecarMutator sidecar = new FuseSidecarMutator();

    @Override
    public boolean mutate(Injection injection) {
        return injection.settings().fuse().mode() == FuseMode.SIDECAR
                ? sidecar.mutate(injection)
                : host.mutate(injection);
    }

    /** Mounts the parent of the file system in every client, and sets the variable with its path. Returns whether any client got it. */
    static boolean mountInClients(Injection injection, MountRequest mount, String path) {
        boolean mounted = false;
        for (PodElement container : injection.clients()) {
            boolean isMounted = injection.mounts().mount(container, mount);
            mounted |= isMounted;
            if (injection.report().goesOn(isMounted)) {
                setPathVariable(injection, container, path);
            }
        }
        return mounted;
    }

    /** Reports what is in the way in the clients of a pod that is refused anyway. */
    static void reportConflicts(Injection injection, MountRequest mount, String path) {
        for (PodElement container : injection.clients()) {
            injection.mounts().isFree(container, mount);
            setPathVariable(injection, container, path);
        }
    }

    /** @param origin of the volume */
    static void explain(Injection injection, MountRequest mount, String path, ValueOrigin origin, String from) {
        ExplanationBuilder explanation = injection.report().explanation();
        if (!explanation.isWanted()) {
            return;
        }
        String source = mount.volume().source().describe();
        boolean fromPod = injection.settings().fuse().path().isPresent();
        explanation.value(Feature.FUSE, "volume", source, origin, from);
        explanation.value(
                Feature.FUSE,
                "mountPath",
                mount.path(),
                fromPod ? ValueOrigin.POD : ValueOrigin.PROFILE,
                fromPod ? "annotation " + Keys.FUSE_PATH : "fuse.mountPath");
        explanation.value(Feature.FUSE, PATH_VARIABLE, path, ValueOrigin.COMPUTED, "the mount path and fuse.directory");
    }

    private static void setPathVariable(Injection injection, PodElement container, String path) {
        EnvironmentVariables environment = injection.environment();
        switch (environment.state(container, PATH_VARIABLE)) {
            case ABSENT, ENV_FROM -> environment.add(container, PATH_VARIABLE, path);
            case VALUE, REFERENCE -> {
                String value = environment.value(container, PATH_VARIABLE);
                if (JavaToolOptions.unescapeDollars(value).equals(path)
                        && environment.state(container, PATH_VARIABLE) == VariableState.VALUE) {
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
                                            + (value.isEmpty() ? "a value from another object" : "\"" + value + "\"")
                                            + "; remove the variable, or set the annotation " + Keys.FUSE_PATH
                                            + " to match it");
                }
            }
        }
    }
}
