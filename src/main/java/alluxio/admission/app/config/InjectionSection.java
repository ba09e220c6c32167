package alluxio.admission.app.config;

import alluxio.admission.model.configuration.AdmissionConfiguration.Injection;
import alluxio.admission.model.configuration.AdmissionConfiguration.OnConflict;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code injection}: what holds for all profiles. */
final class InjectionSection {
    private InjectionSection() {}

    static Injection read(ConfigNode node) {
        Optional<Fields> fields = node.fields("onConflict", "excludedContainers", "runtimeClasses");
        return new Injection(
                fields.flatMap(f -> f.get("onConflict"))
                        .flatMap(n -> n.oneOf(words()))
                        .orElse(Injection.defaults().onConflict()),
                fields.flatMap(f -> f.get("excludedContainers"))
                        .map(n -> n.texts(Syntax.DNS_LABEL))
                        .orElse(List.of()),
                new HashSet<>(fields.flatMap(f -> f.get("runtimeClasses"))
                        .map(n -> n.texts(Syntax.DNS_NAME))
                        .orElse(List.of())));
    }

    private static Map<String, OnConflict> words() {
        Map<String, OnConflict> words = new LinkedHashMap<>();
        words.put("deny", OnConflict.DENY);
        words.put("warn", OnConflict.WARN);
        return words;
    }
}
