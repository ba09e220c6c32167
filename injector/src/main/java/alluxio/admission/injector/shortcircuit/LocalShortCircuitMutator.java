package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.clientproperties.ClientPropertiesMutator;
import alluxio.admission.injector.clientproperties.HostnameReference;
import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.MountRequest;
import alluxio.admission.injector.patch.VolumeNames;
import alluxio.admission.injector.patch.VolumeRequest;
import alluxio.admission.injector.patch.VolumeSource;
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
 * Injects short circuit with policy local, by the workers' block files: every tier directory of the node, read-write, at the
 * workers' path, and {@code alluxio.user.hostname} with the node's address, by which a client recognises the worker on its node.
 * It is all or nothing: a client that takes a worker for local but does not see its files fails when it writes, in every version
 * ({@code LocalFileBlockWriter}), and when it reads, before 2.7.1.
 *
 * <p>The address differs from node to node, so it comes from the variable {@code ALLUXIO_CLIENT_HOSTNAME}, to which
 * JAVA_TOOL_OPTIONS refers. The kubelet expands only variables that come earlier in the list, and nothing in a file, so policy
 * local is not possible where the properties go into a file.
 */
final class LocalShortCircuitMutator implements Mutator {
    private static final String VARIABLE = HostnameReference.VARIABLE;
    private static final String HOST_IP = "status.hostIP";
    private static final FieldRefVariable NODE_ADDRESS = new FieldRefVariable(VARIABLE, HOST_IP, JavaToolOptions.NAME);
    private static final String RULE = "inject-short-circuit";

    @Override
    public boolean mutate(Injection injection) {
        ShortCircuitSettings shortCircuit = injection.profile().shortCircuit().orElseThrow();
        Optional<String> obstacle = obstacle(injection, shortCircuit);
        if (obstacle.isPresent()) {
            conflict(injection, RULE, "metadata.annotations[" + Keys.FEATURES + "]", obstacle.get());
            if (!injection.report().goesOn(false)) {
                return false;
            }
        }
        List<MountRequest> mounts = shortCircuit.tiers().stream()
                .map(LocalShortCircuitMutator::mount)
                .toList();
        explain(injection, mounts);
        boolean injected = false;
        for (PodElement container : injection.clients()) {
            injected |= inject(injection, container, mounts);
        }
        if (injected) {
            injection.directories().use();
        }
        return injected;
    }

    private static void explain(Injection injection, List<MountRequest> mounts) {
        ExplanationBuilder explanation = injection.report().explanation();
        mounts.forEach(mount -> explanation.value(
                Feature.SHORT_CIRCUIT,
                "volume",
                mount.volume().source().describe(),
                ValueOrigin.PROFILE,
                "shortCircuit.tiers"));
        explanation.value(
                Feature.SHORT_CIRCUIT, VARIABLE, HOST_IP, ValueOrigin.COMPUTED, "the address of the pod's node");
    }

    private static Optional<String> obstacle(Injection injection, ShortCircuitSettings shortCircuit) {
        String profile = "profile \"" + injection.profile().name() + "\"";
        if (shortCircuit.tiers().isEmpty()) {
            return Optional.of(profile + " has no tier directory; set shortCircuit.tiers there");
        }
        Optional<String> hidingTier = shortCircuit.tiers().stream()
                .filter(LocalShortCircuitMutator::hidesSharedMemory)
                .findFirst();
        if (hidingTier.isPresent()) {
            return Optional.of(profile + " has the tier " + hidingTier.get()
                    + ", and mounting it hides the application's shared memory; put the tier elsewhere, such as "
                    + "/mnt/ramdisk");
        }
        if (injection.settings().clientOptions() == ClientOptions.FILE) {
            return Optional.of(
                    "it needs the address of the node, but client options are set to file, and the file is the "
                            + "same on every node; set " + Keys.CLIENT_OPTIONS + ": env");
        }
        return Optional.empty();
    }

    static boolean hidesSharedMemory(String tier) {
        return switch (ContainerPath.relation(ContainerPath.absolute(tier), AlluxioPaths.SHARED_MEMORY)) {
            case SAME, ABOVE -> true;
            case BELOW, APART -> false;
        };
    }

    private static MountRequest mount(String tier) {
        String path = ContainerPath.absolute(tier);
        VolumeRequest volume = VolumeRequest.of(
                Feature.SHORT_CIRCUIT, VolumeNames.of("alluxio-tier", path), new VolumeSource.HostPath(path));
        return MountRequest.readWrite(volume, path);
    }

    /** Gives a container everything or nothing; returns whether it got everything. */
    private static boolean inject(Injection injection, PodElement container, List<MountRequest> mounts) {
        boolean env = injection.settings().clientOptions() == ClientOptions.ENV;
        boolean free = !env || canReferToNodeAddress(injection, container);
        if (!injection.report().goesOn(free)) {
            return false;
        }
        for (MountRequest mount : mounts) {
            free &= injection.mounts().isFree(container, mount);
        }
        if (!injection.report().goesOn(free)) {
            return false;
        }
        for (MountRequest mount : mounts) {
            free &= injection.mounts().mount(container, mount);
        }
        if (free && env) {
            injection.requireProperty(container, PropertyKeys.USER_HOSTNAME, HostnameReference.REFERENCE);
            NODE_ADDRESS.add(injection, container);
        }
        return free;
    }

    /** Whether the container's JAVA_TOOL_OPTIONS can refer to a variable with the node's address. */
    private static boolean canReferToNodeAddress(Injection injection, PodElement container) {
        String name = "container \"" + container.text("name") + "\"";
        injection.requireProperty(container, PropertyKeys.USER_HOSTNAME, HostnameReference.REFERENCE);
        Optional<String> fileReason = ClientPropertiesMutator.fileReason(injection, container);
        injection.withdrawProperty(container, PropertyKeys.USER_HOSTNAME);
        if (fileReason.isPresent()) {
            conflict(
                    injection,
                    RULE,
                    container.fieldOf("env", "name", JavaToolOptions.NAME),
                    "it needs the address of the node in " + JavaToolOptions.NAME + " of " + name
                            + ", but " + fileReason.get()
                            + "; set the variable by value in env, or leave the container out with "
                            + Keys.EXCLUDE_CONTAINERS + ": " + container.text("name"));
            if (!injection.report().goesOn(false)) {
                return false;
            }
        }
        Optional<String> blocked = NODE_ADDRESS.obstacle(injection, container);
        blocked.ifPresent(problem -> conflict(
                injection,
                "inject-variable",
                container.fieldOf("env", "name", VARIABLE),
                "it needs " + VARIABLE + " with the address of the node (" + HOST_IP + "), but " + name + " "
                        + problem));
        return fileReason.isEmpty() && blocked.isEmpty();
    }

    private static void conflict(Injection injection, String rule, String field, String problem) {
        injection
                .report()
                .conflict(
                        rule,
                        field,
                        "short-circuit, policy local: " + problem + ", or leave short-circuit out with "
                                + Keys.FEATURES);
    }
}
