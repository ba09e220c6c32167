package alluxio.admission.app.config;

import alluxio.admission.model.Limits;
import alluxio.admission.model.configuration.Glob;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.OnConflict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** {@code injection}: what holds for all profiles. */
final class InjectionSection {
    private static final AllowedValues<OnConflict> ON_CONFLICT = AllowedValues.of(OnConflict.values());

    private InjectionSection() {}

    static InjectionSettings read(ConfigNode node) {
        Optional<ConfigMapping> fields =
                node.fields("onConflict", "excludedContainers", "excludedPods", "runtimeClasses", "ignoredKeys");
        return new InjectionSettings(
                fields.flatMap(f -> f.get("onConflict"))
                        .flatMap(n -> n.oneOf(ON_CONFLICT))
                        .orElse(InjectionSettings.defaults().onConflict()),
                fields.flatMap(f -> f.get("excludedContainers"))
                        .map(n -> n.texts(ValueFormat.DNS_LABEL))
                        .orElse(List.of()),
                fields.flatMap(f -> f.get("excludedPods"))
                        .map(ExcludedPodsSection::read)
                        .orElse(List.of()),
                new HashSet<>(fields.flatMap(f -> f.get("runtimeClasses"))
                        .map(n -> n.texts(ValueFormat.DNS_NAME))
                        .orElse(List.of())),
                fields.flatMap(f -> f.get("ignoredKeys"))
                        .map(InjectionSection::ignoredKeys)
                        .orElse(List.of()));
    }

    private static List<Glob> ignoredKeys(ConfigNode node) {
        List<String> keys = node.texts(ValueFormat.IGNORED_KEY);
        node.check(
                keys.size() <= Limits.IGNORED_KEYS,
                "the list has " + keys.size() + " entries; the limit is " + Limits.IGNORED_KEYS);
        return keys.stream().map(Glob::new).toList();
    }
}
