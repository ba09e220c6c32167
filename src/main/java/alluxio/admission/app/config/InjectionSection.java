package alluxio.admission.app.config;

import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.OnConflict;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code injection}: what holds for all profiles. */
final class InjectionSection {
    private InjectionSection() {}

    static InjectionSettings read(ConfigNode node) {
        Optional<ConfigMapping> fields = node.fields("onConflict", "excludedContainers", "runtimeClasses");
        return new InjectionSettings(
                fields.flatMap(f -> f.get("onConflict"))
                        .flatMap(n -> n.oneOf(words()))
                        .orElse(InjectionSettings.defaults().onConflict()),
                fields.flatMap(f -> f.get("excludedContainers"))
                        .map(n -> n.texts(ValueFormat.DNS_LABEL))
                        .orElse(List.of()),
                new HashSet<>(fields.flatMap(f -> f.get("runtimeClasses"))
                        .map(n -> n.texts(ValueFormat.DNS_NAME))
                        .orElse(List.of())));
    }

    private static Map<String, OnConflict> words() {
        Map<String, OnConflict> words = new LinkedHashMap<>();
        words.put("deny", OnConflict.DENY);
        words.put("warn", OnConflict.WARN);
        return words;
    }
}
