package alluxio.admission.app.config;

import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.manifest.yaml.PositionedNode;
import alluxio.admission.manifest.yaml.YamlException;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        AdmissionConfiguration configuration = root(new ConfigNode(documents.getFirst(), "", problems));
        return problems.hasErrors()
                ? new ConfigurationResult.Rejected(problems.errors())
                : new ConfigurationResult.Loaded(configuration, problems.remarks());
    }

    private static AdmissionConfiguration root(ConfigNode node) {
        AdmissionConfiguration defaults = AdmissionConfiguration.defaults();
        Optional<ConfigMapping> fields =
                node.fields("apiVersion", "kind", "defaultProfile", "profiles", "injection", "policy", "discovery");
        if (fields.isEmpty()) {
            return defaults;
        }
        ConfigMapping root = fields.get();
        exactly(root, "apiVersion", API_VERSION);
        exactly(root, "kind", KIND);
        Map<String, ProfileAccess> access = new LinkedHashMap<>();
        Map<String, Profile> profiles =
                root.get("profiles").map(list -> profiles(list, access)).orElse(defaults.profiles());
        String defaultProfile = defaultProfile(root, profiles);
        root.get("discovery").ifPresent(DiscoverySection::check);
        return new AdmissionConfiguration(
                defaultProfile,
                profiles,
                access,
                root.get("injection").map(InjectionSection::read).orElse(defaults.injection()),
                root.get("policy").map(PolicySection::read).orElse(defaults.policy()));
    }

    private static void exactly(ConfigMapping root, String key, String wanted) {
        root.require(key, wanted)
                .ifPresent(node -> node.text(ValueFormat.VALUE)
                        .ifPresent(
                                text -> node.check(text.equals(wanted), ConfigNode.notAllowed(text, List.of(wanted)))));
    }

    private static Map<String, Profile> profiles(ConfigNode node, Map<String, ProfileAccess> access) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        List<Profile> read = node.list(item -> ProfileSection.read(item).map(found -> {
            Profile profile = found.profile();
            boolean first = profile.name().isEmpty() || profiles.putIfAbsent(profile.name(), profile) == null;
            if (item.check(first, "the profile " + ConfigNode.quoted(profile.name()) + " is there twice")) {
                access.put(profile.name(), found.access());
            }
            return profile;
        }));
        boolean empty = node.node() instanceof PositionedNode.Sequence sequence
                && sequence.items().isEmpty();
        node.check(!empty || !read.isEmpty(), "there must be at least one profile");
        return profiles;
    }

    /** The name of the default profile; where there is only one profile, the key may be left out. */
    private static String defaultProfile(ConfigMapping root, Map<String, Profile> profiles) {
        Optional<String> only = profiles.keySet().stream().findFirst().filter(name -> profiles.size() == 1);
        if (root.get("defaultProfile").isEmpty() && (only.isPresent() || profiles.isEmpty())) {
            return only.orElse("");
        }
        Optional<ConfigNode> node = root.require("defaultProfile", "the name of a profile, as there are several");
        return node.flatMap(n -> n.text(ValueFormat.VALUE)
                        .filter(name -> profiles.isEmpty()
                                || n.check(profiles.containsKey(name), ConfigNode.notAllowed(name, profiles.keySet()))))
                .orElse("");
    }
}
