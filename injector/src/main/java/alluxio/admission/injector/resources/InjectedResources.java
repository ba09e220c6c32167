package alluxio.admission.injector.resources;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.model.configuration.ResourceRequirements;
import alluxio.admission.model.configuration.SidecarSettings;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The {@code resources} of injected containers, by the profile, the pod's QoS class and its own resources. */
public final class InjectedResources {
    private InjectedResources() {}

    /** Those of the FUSE sidecar. */
    public static ResourceRequirements ofSidecar(Injection injection, SidecarSettings sidecar) {
        return PodLevelResources.withoutShared(
                injection, GuaranteedPod.isGuaranteed(injection) ? sidecar.guaranteedResources() : sidecar.resources());
    }

    /**
     * Those of a small container.
     *
     * @param usual what it needs, unless the profile says otherwise
     */
    public static ResourceRequirements ofHelper(Injection injection, ResourceRequirements usual) {
        ResourceRequirements given =
                injection.profile().offered().helperResources().orElse(usual);
        return PodLevelResources.withoutShared(
                injection, GuaranteedPod.isGuaranteed(injection) ? given.guaranteed(Map.of(), usual) : given);
    }

    /** A container with that name and these resources, and nothing else. */
    public static ObjectNode container(String name, ResourceRequirements resources) {
        ObjectNode container = JsonNodeFactory.instance.objectNode().put("name", name);
        write(container.putObject("resources"), resources);
        return container;
    }

    /** Writes them as the value of {@code resources}. */
    public static void write(ObjectNode node, ResourceRequirements resources) {
        amounts(node, "limits", resources.limits());
        amounts(node, "requests", resources.requests());
    }

    private static void amounts(ObjectNode node, String member, SortedMap<String, String> amounts) {
        if (!amounts.isEmpty()) {
            ObjectNode object = node.putObject(member);
            amounts.forEach(object::put);
        }
    }
}
