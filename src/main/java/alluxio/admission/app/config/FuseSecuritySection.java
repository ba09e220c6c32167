package alluxio.admission.app.config;

import alluxio.admission.model.configuration.FuseSecurity;
import alluxio.admission.model.configuration.FuseSecurity.ConfinementProfile;
import java.util.List;
import java.util.Optional;

/** {@code fuse.securityContext}: what policies demand of the FUSE containers, which stay privileged. */
final class FuseSecuritySection {
    private static final AllowedValues<String> TYPES = AllowedValues.of(ConfinementProfile.TYPES, type -> type);
    private static final ValueFormat CAPABILITY =
            ValueFormat.matches("[A-Z][A-Z0-9_]*", "must be a capability such as SYS_ADMIN, without CAP_, or ALL");
    private static final String LOCALHOST = "Localhost";

    private FuseSecuritySection() {}

    static FuseSecurity read(ConfigNode node) {
        return node.fields("readOnlyRootFilesystem", "seccompProfile", "appArmorProfile", "capabilities")
                .map(FuseSecuritySection::security)
                .orElse(FuseSecurity.DEFAULT);
    }

    private static FuseSecurity security(ConfigMapping fields) {
        Optional<ConfigMapping> capabilities = fields.get("capabilities").flatMap(n -> n.fields("add", "drop"));
        return new FuseSecurity(
                fields.get("readOnlyRootFilesystem").flatMap(ConfigNode::bool).orElse(false),
                fields.get("seccompProfile").flatMap(FuseSecuritySection::profile),
                fields.get("appArmorProfile").flatMap(FuseSecuritySection::profile),
                capabilities(capabilities, "add"),
                capabilities(capabilities, "drop"));
    }

    private static Optional<ConfinementProfile> profile(ConfigNode node) {
        return node.fields("type", "localhostProfile").flatMap(fields -> {
            Optional<String> type = fields.require("type", "one of " + String.join(", ", ConfinementProfile.TYPES))
                    .flatMap(n -> n.oneOf(TYPES));
            Optional<String> name = type.filter(LOCALHOST::equals).isPresent()
                    ? fields.require("localhostProfile", "the profile on the node")
                            .flatMap(n -> n.text(ValueFormat.ANY))
                    : Optional.empty();
            fields.get("localhostProfile")
                    .filter(_ -> type.filter(t -> !t.equals(LOCALHOST)).isPresent())
                    .ifPresent(n -> n.check(false, "is for type " + LOCALHOST + " only; remove it, or change type"));
            return type.map(t -> new ConfinementProfile(t, name));
        });
    }

    private static List<String> capabilities(Optional<ConfigMapping> capabilities, String key) {
        return capabilities
                .flatMap(fields -> fields.get(key))
                .map(n -> n.texts(CAPABILITY))
                .orElse(List.of());
    }
}
