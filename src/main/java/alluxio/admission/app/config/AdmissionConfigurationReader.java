package alluxio.admission.app.config;

import alluxio.admission.app.config.ProfileSection.WrittenProfile;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.manifest.yaml.PositionedNode;
import alluxio.admission.manifest.yaml.YamlException;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a configuration file strictly: an unknown key, a wrong type or a value that is not allowed is an error, and all of
 * them are reported at once. Only where the text is no YAML at all, that is the one error. Thread safe.
 */
public final class AdmissionConfigurationReader {
    static final String API_VERSION = "admission.alluxio.io/v1";
    static final String KIND = "AdmissionConfiguration";

    private final KubeYaml yaml = new KubeYaml();

    /** @param fileName for the messages */
    public ConfigurationResult read(String text, String fileName) {
        List<PositionedNode> documents;
        try {
            documents = yaml.readPositioned(text, fileName);
        } catch (YamlException e) {
            return new ConfigurationResult.Rejected(List.of(String.valueOf(e.getMessage())));
        }
        ConfigurationProblems problems = new ConfigurationProblems(fileName);
        if (documents.isEmpty()) {
            problems.error(1, 1, "", "the file is empty; it needs at least apiVersion and kind");
            return new ConfigurationResult.Rejected(problems.errors());
        }
        documents.stream()
                .skip(1)
                .forEach(more -> problems.error(more, "", "there is a second document; a configuration is one"));
        WrittenConfiguration configuration = root(new ConfigNode(documents.getFirst(), "", problems));
        return problems.hasErrors()
                ? new ConfigurationResult.Rejected(problems.errors())
                : new ConfigurationResult.Loaded(configuration, problems.remarks());
    }

    private static WrittenConfiguration root(ConfigNode node) {
        AdmissionConfiguration defaults = AdmissionConfiguration.defaults();
        Optional<ConfigMapping> fields =
                node.fields("apiVersion", "kind", "defaultProfile", "profiles", "injection", "policy", "discovery");
        if (fields.isEmpty()) {
            return WrittenConfiguration.of(defaults);
        }
        ConfigMapping root = fields.get();
        exactly(root, "apiVersion", API_VERSION);
        exactly(root, "kind", KIND);
        DiscoverySettings discovery =
                root.get("discovery").map(DiscoverySection::read).orElse(DiscoverySettings.OFF);
        Map<String, WrittenProfile> profiles =
                root.get("profiles").map(list -> profiles(list, discovery)).orElse(Map.of());
        AdmissionConfiguration configuration = new AdmissionConfiguration(
                DefaultProfileKey.read(root, profiles.keySet(), discovery),
                values(profiles, WrittenProfile::profile),
                values(profiles, WrittenProfile::access),
                root.get("injection").map(InjectionSection::read).orElse(defaults.injection()),
                root.get("policy").map(PolicySection::read).orElse(defaults.policy()));
        return new WrittenConfiguration(configuration, values(profiles, WrittenProfile::keys), discovery);
    }

    private static <T> Map<String, T> values(Map<String, WrittenProfile> profiles, Function<WrittenProfile, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        profiles.forEach((name, profile) -> values.put(name, value.apply(profile)));
        return values;
    }

    private static void exactly(ConfigMapping root, String key, String wanted) {
        root.require(key, wanted)
                .ifPresent(node -> node.text(ValueFormat.VALUE)
                        .ifPresent(
                                text -> node.check(text.equals(wanted), ConfigNode.notAllowed(text, List.of(wanted)))));
    }

    private static Map<String, WrittenProfile> profiles(ConfigNode node, DiscoverySettings discovery) {
        Map<String, WrittenProfile> profiles = new LinkedHashMap<>();
        node.list(item -> ProfileSection.read(item, discovery).filter(found -> {
            String name = found.profile().name();
            boolean first = name.isEmpty() || profiles.putIfAbsent(name, found) == null;
            return item.check(first, "the profile " + ConfigNode.quoted(name) + " is there twice");
        }));
        return profiles;
    }
}
