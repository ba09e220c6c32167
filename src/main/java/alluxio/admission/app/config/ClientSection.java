package alluxio.admission.app.config;

import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.ClientSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code client}: how clients get their Alluxio properties, and which. */
final class ClientSection {
    private static final AllowedValues<ClientOptions> OPTIONS =
            AllowedValues.of(List.of(ClientOptions.values()), ClientOptions::key);

    private ClientSection() {}

    static ClientSettings read(ConfigNode node) {
        Optional<ConfigMapping> fields = node.fields("options", "properties");
        Map<String, String> properties = new LinkedHashMap<>();
        fields.flatMap(f -> f.get("properties"))
                .ifPresent(n -> n.eachEntry(
                        ValueFormat.PROPERTY_KEY,
                        (key, value) -> value.anyText(ValueFormat.VALUE).ifPresent(text -> properties.put(key, text))));
        ClientOptions options = fields.flatMap(f -> f.get("options"))
                .flatMap(n -> n.oneOf(OPTIONS))
                .orElse(ClientOptions.ENV);
        return new ClientSettings(options, properties);
    }
}
