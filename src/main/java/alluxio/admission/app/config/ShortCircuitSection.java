package alluxio.admission.app.config;

import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.kube.ContainerPath;
import java.util.List;
import java.util.Optional;

/** {@code shortCircuit}: how a client finds the worker on its own node. */
final class ShortCircuitSection {
    private static final AllowedValues<ShortCircuitPolicy> POLICIES = AllowedValues.of(ShortCircuitPolicy.values());

    private ShortCircuitSection() {}

    static Optional<ShortCircuitSettings> read(ConfigNode node) {
        return node.fields("policy", "required", "hostPath", "mountPath", "tiers")
                .map(ShortCircuitSection::shortCircuit);
    }

    private static ShortCircuitSettings shortCircuit(ConfigMapping fields) {
        ShortCircuitPolicy policy =
                fields.get("policy").flatMap(n -> n.oneOf(POLICIES)).orElse(ShortCircuitPolicy.UUID);
        List<String> tiers = fields.get("tiers")
                .map(n -> n.texts(ValueFormat.PATH_BELOW_ROOT))
                .orElse(List.of());
        boolean noTiers = fields.get("tiers").map(ConfigNode::isEmptyList).orElse(true);
        if (policy == ShortCircuitPolicy.LOCAL && noTiers) {
            fields.require("tiers", "the workers' tier directories, for the policy local");
            fields.get("tiers").ifPresent(n -> n.check(false, "the policy local needs at least one directory"));
        }
        fields.get("tiers")
                .filter(n -> policy == ShortCircuitPolicy.LOCAL)
                .ifPresent(n -> n.check(
                        tiers.stream().noneMatch(ShortCircuitSection::hidesSharedMemory),
                        "a client that mounts /dev/shm loses its own shared memory; give the workers a tier elsewhere, such as "
                                + "/mnt/ramdisk"));
        return new ShortCircuitSettings(
                policy,
                fields.get("required").flatMap(ConfigNode::bool).orElse(true),
                fields.get("hostPath").flatMap(n -> n.text(ValueFormat.PATH_BELOW_ROOT)),
                fields.get("mountPath")
                        .flatMap(n -> n.text(ValueFormat.PATH_BELOW_ROOT))
                        .orElse(AlluxioPaths.DOMAIN_SOCKETS),
                tiers);
    }

    private static boolean hidesSharedMemory(String tier) {
        return ContainerPath.isWithin(AlluxioPaths.SHARED_MEMORY, tier);
    }
}
