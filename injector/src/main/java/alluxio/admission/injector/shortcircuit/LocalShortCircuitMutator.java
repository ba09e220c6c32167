package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.clientproperties.ClientPropertiesMutator;
import alluxio.admission.injector.explain.Explanation.Origin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.HostnameReference;
import alluxio.admission.injector.patch.VolumeMounts.Mount;
import alluxio.admission.injector.patch.VolumeNames;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.patch.Volumes.Wanted;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.kube.ContainerPath;
import java.util.List;
import java.util.Optional;

/**
 * Short circuit by the worker's block files: every tier directory of the node, read-write, at the workers' own path, and
 * {@code alluxio.user.hostname} with the node's address, by which a client knows the worker on its node. All of it or
 * nothing: a client that takes a worker for local and does not see its files fails when it writes, in every version
 * ({@code LocalFileBlockWriter}), and when it reads, before 2.7.1.
 *
 * <p>The address differs from node to node, so it comes from the variable {@code ALLUXIO_CLIENT_HOSTNAME}, to which
 * JAVA_TOOL_OPTIONS refers. The kubelet expands only what is defined earlier in the list, and nothing in a file: where
 * the properties would have to go into a file, there is no policy local.
 */
final class LocalShortCircuitMutator implements Mutator {
    private static final String VARIABLE = HostnameReference.VARIABLE;
    private static final String HOST_IP = "status.hostIP";
    private static final FieldRefVariable NODE = new FieldRefVariable(VARIABLE, HOST_IP, JavaToolOptions.NAME);
    private static final String RULE = "inject-short-circuit";

    @Override
    public boolean mutate(Injection injection) {
        ShortCircuitSettings shortCircuit = injection.profile().shortCircuit().orElseThrow();
        Optional<String> why = whyNot(injection, shortCircuit);
        if (why.isPresent()) {
            conflict(injection, RULE, "metadata.annotations[" + Keys.FEATURES + "]", why.get());
            return false;
        }
        List<Mount> mounts = shortCircuit.tiers().stream()
                .map(LocalShortCircuitMutator::mount)
                .toList();
        explain(injection, mounts);
        boolean given = false;
        for (PodElement container : injection.clients()) {
            given |= give(injection, container, mounts);
        }
        return given;
    }

    private static void explain(Injection injection, List<Mount> mounts) {
        ExplanationBuilder reasons = injection.report().reasons();
        mounts.forEach(mount -> reasons.value(
                Feature.SHORT_CIRCUIT,
                "volume",
                mount.volume().source().describe(),
                Origin.PROFILE,
                "shortCircuit.tiers"));
        reasons.value(Feature.SHORT_CIRCUIT, VARIABLE, HOST_IP, Origin.COMPUTED, "the address of the pod's node");
    }

    private static Optional<String> whyNot(Injection injection, ShortCircuitSettings shortCircuit) {
        String profile = "profile \"" + injection.profile().name() + "\"";
        if (shortCircuit.tiers().isEmpty()) {
            return Optional.of(profile + " names no tier directory; set shortCircuit.tiers there");
        }
        Optional<String> hiding = shortCircuit.tiers().stream()
                .filter(LocalShortCircuitMutator::hidesSharedMemory)
                .findFirst();
        if (hiding.isPresent()) {
            return Optional.of(profile + " has the tier " + hiding.get()
                    + ", and mounting it hides the application's own shared memory; give the workers a tier elsewhere, such "
                    + "as /mnt/ramdisk");
        }
        if (injection.settings().clientOptions() == ClientOptions.FILE) {
            return Optional.of(
                    "it needs the address of the node, and client options are set to file, which is the same "
                            + "file on every node; set " + Keys.CLIENT_OPTIONS + ": env");
        }
        return Optional.empty();
    }

    static boolean hidesSharedMemory(String tier) {
        return switch (ContainerPath.relation(ContainerPath.absolute(tier), AlluxioPaths.SHARED_MEMORY)) {
            case SAME, ABOVE -> true;
            case BELOW, APART -> false;
        };
    }

    private static Mount mount(String tier) {
        String path = ContainerPath.absolute(tier);
        Wanted volume =
                Wanted.of(Feature.SHORT_CIRCUIT, VolumeNames.of("alluxio-tier", path), new VolumeSource.HostPath(path));
        return new Mount(volume, path, false, false, "");
    }

    /** Whether the container has everything; without it, it gets nothing. */
    private static boolean give(Injection injection, PodElement container, List<Mount> mounts) {
        boolean env = injection.settings().clientOptions() == ClientOptions.ENV;
        if (env && !canKnowNode(injection, container)) {
            return false;
        }
        boolean free = true;
        for (Mount mount : mounts) {
            free &= injection.mounts().isFree(container, mount);
        }
        if (!free) {
            return false;
        }
        for (Mount mount : mounts) {
            free &= injection.mounts().mount(container, mount);
        }
        if (free && env) {
            injection.property(container, PropertyKeys.USER_HOSTNAME, HostnameReference.REFERENCE);
            NODE.add(injection, container);
        }
        return free;
    }

    /** Whether JAVA_TOOL_OPTIONS of the container can refer to a variable with the node's address. */
    private static boolean canKnowNode(Injection injection, PodElement container) {
        String name = "container \"" + container.text("name") + "\"";
        injection.property(container, PropertyKeys.USER_HOSTNAME, HostnameReference.REFERENCE);
        Optional<String> whyFile = ClientPropertiesMutator.whyFile(injection, container);
        injection.withdraw(container, PropertyKeys.USER_HOSTNAME);
        if (whyFile.isPresent()) {
            conflict(
                    injection,
                    RULE,
                    container.fieldOf("env", "name", JavaToolOptions.NAME),
                    "it needs the address of the node in " + JavaToolOptions.NAME + " of " + name
                            + ", but " + whyFile.get()
                            + "; set the variable in env, by value, or leave the container out with "
                            + Keys.EXCLUDE_CONTAINERS + ": " + container.text("name"));
            return false;
        }
        Optional<String> blocked = NODE.whyNot(container);
        blocked.ifPresent(problem -> conflict(
                injection,
                "inject-variable",
                container.fieldOf("env", "name", VARIABLE),
                "it needs " + VARIABLE + " with the address of the node (" + HOST_IP + "), but " + name + " "
                        + problem));
        return blocked.isEmpty();
    }

    private static void conflict(Injection injection, String rule, String field, String problem) {
        injection
                .report()
                .conflict(
                        rule,
                        field,
                        "short-circuit, policy local: " + problem + "; or leave short-circuit out with "
                                + Keys.FEATURES);
    }
}
