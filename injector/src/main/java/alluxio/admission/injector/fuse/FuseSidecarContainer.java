package alluxio.admission.injector.fuse;

import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.ResourceRequirements;
import alluxio.admission.model.configuration.SidecarSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sidecar that mounts Alluxio for its pod.
 *
 * <p>It has no preStop hook: the kubelet would run it before the application has ended. SIGTERM comes after that
 * (kuberuntime_container.go), and java then unmounts. {@link FuseUnmountContainer} removes the mount of a java that was killed.
 */
final class FuseSidecarContainer {
    static final String NAME = "alluxio-fuse";

    /** Together with the heap of 1 GiB that Alluxio's scripts set, this is below the default memory limit. */
    private static final String DIRECT_MEMORY = "-XX:MaxDirectMemorySize=2g";

    /** Reads /proc/mounts, because not every image of Alluxio has the program mountpoint. */
    private static final String IS_MOUNTED = "grep -qF \" $0 fuse\" /proc/mounts";

    private static final int PROBE_PERIOD_SECONDS = 2;
    private static final int PROBE_FAILURES = 90;

    /** Text that Alluxio's start scripts pass on unchanged: they expand and split anything else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/,@%+=\\[\\]-]*");

    private FuseSidecarContainer() {}

    /** Whether the start scripts pass the property on unchanged. */
    static boolean isPlain(Map.Entry<String, String> property) {
        return PLAIN.matcher(property.getKey() + "=" + property.getValue()).matches();
    }

    /**
     * The volume has the name of the container.
     *
     * @param resources {@link SidecarSettings#resources}, as far as the pod's QoS class allows
     * @param domain the name of the volume with the workers' socket, and the path of its mount
     */
    static ObjectNode build(
            FuseSettings fuse,
            String image,
            FuseLaunch launch,
            Map<String, String> properties,
            ResourceRequirements resources,
            Optional<Map.Entry<String, String>> domain) {
        String mountPoint = FuseLaunch.mountPoint(fuse);
        ObjectNode container = FuseContainer.begin(NAME, image, launch.script(), mountPoint);
        if (!launch.arguments().isEmpty()) {
            launch.arguments().forEach(container.putArray("args")::add);
        }
        variables(container.putArray("env"), launch, properties);
        FuseContainer.resources(container, resources);
        startupProbe(container.putObject("startupProbe"), mountPoint);
        ArrayNode mounts = FuseContainer.end(container, NAME, fuse.sidecar().security());
        domain.ifPresent(d -> mounts.addObject()
                .put("name", d.getKey())
                .put("mountPath", d.getValue())
                .put("readOnly", true));
        return container;
    }

    private static void variables(ArrayNode env, FuseLaunch launch, Map<String, String> properties) {
        List<String> options = new ArrayList<>();
        properties.entrySet().stream()
                .filter(FuseSidecarContainer::isPlain)
                .forEach(p -> options.add("-D" + p.getKey() + "=" + p.getValue()));
        if (!launch.fuseOptions()) {
            options.add(DIRECT_MEMORY);
        }
        env.addObject().put("name", JavaOptionVariables.ALL_ROLES).put("value", String.join(" ", options));
        if (launch.fuseOptions()) {
            env.addObject().put("name", JavaOptionVariables.FUSE).put("value", DIRECT_MEMORY);
        }
        launch.variables()
                .forEach((name, value) -> env.addObject().put("name", name).put("value", value));
    }

    private static void startupProbe(ObjectNode probe, String mountPoint) {
        FuseContainer.shell(probe.putObject("exec"), IS_MOUNTED, mountPoint);
        probe.put("failureThreshold", PROBE_FAILURES)
                .put("periodSeconds", PROBE_PERIOD_SECONDS)
                .put("successThreshold", 1)
                .put("timeoutSeconds", 1);
    }
}
