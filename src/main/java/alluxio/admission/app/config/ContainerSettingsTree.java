package alluxio.admission.app.config;

import alluxio.admission.model.configuration.FuseSecurity;
import alluxio.admission.model.configuration.FuseSecurity.ConfinementProfile;
import alluxio.admission.model.configuration.ResourceRequirements;
import java.util.SortedMap;
import tools.jackson.databind.node.ObjectNode;

/** The resources and the security context of injected containers as trees of the configuration file. */
final class ContainerSettingsTree {
    private ContainerSettingsTree() {}

    /** No resources at all are written as defaults that are taken away. */
    static void resources(ResourceRequirements resources, ResourceRequirements usual, ObjectNode tree) {
        if (resources.limits().isEmpty() && resources.requests().isEmpty()) {
            takeAway(usual.limits(), tree.putObject("limits"));
            takeAway(usual.requests(), tree.putObject("requests"));
        } else {
            ProfileTree.amounts(tree, "limits", resources.limits());
            ProfileTree.amounts(tree, "requests", resources.requests());
        }
    }

    private static void takeAway(SortedMap<String, String> amounts, ObjectNode tree) {
        amounts.keySet().forEach(tree::putNull);
    }

    static void security(FuseSecurity security, ObjectNode tree) {
        if (security.readOnlyRootFilesystem()) {
            tree.put("readOnlyRootFilesystem", true);
        }
        security.seccompProfile().ifPresent(profile -> confinement(profile, tree.putObject("seccompProfile")));
        security.appArmorProfile().ifPresent(profile -> confinement(profile, tree.putObject("appArmorProfile")));
        if (!security.addedCapabilities().isEmpty()
                || !security.droppedCapabilities().isEmpty()) {
            ObjectNode capabilities = tree.putObject("capabilities");
            ProfileTree.textsUnlessEmpty(capabilities, "add", security.addedCapabilities());
            ProfileTree.textsUnlessEmpty(capabilities, "drop", security.droppedCapabilities());
        }
    }

    private static void confinement(ConfinementProfile profile, ObjectNode tree) {
        tree.put("type", profile.type());
        profile.localhostProfile().ifPresent(name -> tree.put("localhostProfile", name));
    }
}
