package alluxio.admission.injector.fuse;

import alluxio.admission.model.configuration.FuseSecurity;
import alluxio.admission.model.configuration.FuseSecurity.ConfinementProfile;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Writes the {@code securityContext} of a FUSE container: privileged and root, and what the profile adds. */
final class FuseSecurityContext {
    private FuseSecurityContext() {}

    static void write(ObjectNode context, FuseSecurity security) {
        context.put("privileged", true).put("runAsUser", 0).put("runAsGroup", 0).put("runAsNonRoot", false);
        if (security.readOnlyRootFilesystem()) {
            context.put("readOnlyRootFilesystem", true);
        }
        security.seccompProfile().ifPresent(profile -> write(context.putObject("seccompProfile"), profile));
        security.appArmorProfile().ifPresent(profile -> write(context.putObject("appArmorProfile"), profile));
        if (!security.addedCapabilities().isEmpty()
                || !security.droppedCapabilities().isEmpty()) {
            ObjectNode capabilities = context.putObject("capabilities");
            texts(capabilities, "add", security.addedCapabilities());
            texts(capabilities, "drop", security.droppedCapabilities());
        }
    }

    private static void write(ObjectNode node, ConfinementProfile profile) {
        node.put("type", profile.type());
        profile.localhostProfile().ifPresent(name -> node.put("localhostProfile", name));
    }

    private static void texts(ObjectNode node, String member, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(node.putArray(member)::add);
        }
    }
}
