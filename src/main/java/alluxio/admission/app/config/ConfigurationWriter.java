package alluxio.admission.app.config;

import alluxio.admission.discovery.CompletedConfiguration;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.manifest.yaml.KubeYamlWriter;
import alluxio.admission.model.VisibleText;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.ProfileKey;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the profiles of a configuration as a configuration file, with the source of each discovered value as a comment behind
 * it. {@link AdmissionConfigurationReader} reads the same profiles back. A profile that lacks its masters is left out, since
 * no file may have one. Thread-safe.
 */
public final class ConfigurationWriter {
    private final KubeYamlWriter scalars = new KubeYamlWriter();

    /** All profiles, with the sources of what was discovered. */
    public String write(CompletedConfiguration completed) {
        return write(completed.configuration(), completed.sources());
    }

    /** @param sources by the profile's name */
    public String write(AdmissionConfiguration configuration, Map<String, Map<ProfileKey, String>> sources) {
        StringBuilder out = new StringBuilder();
        property("apiVersion", AdmissionConfigurationReader.API_VERSION, out);
        property("kind", AdmissionConfigurationReader.KIND, out);
        if (configuration.profiles().containsKey(configuration.defaultProfile())) {
            property("defaultProfile", configuration.defaultProfile(), out);
        }
        out.append("profiles:");
        int before = out.length();
        configuration.profiles().values().stream()
                .filter(profile -> !profile.masters().isEmpty())
                .forEach(profile -> {
                    out.append(out.length() == before ? "\n" : "");
                    Map<String, String> comments = new LinkedHashMap<>();
                    sources.getOrDefault(profile.name(), Map.of())
                            .forEach((key, source) -> comments.put(path(key), source));
                    new Block(comments, out).item(ProfileTree.of(profile, configuration.access(profile)));
                });
        return out.append(out.length() == before ? " []\n" : "").toString();
    }

    /** Where the comment stands: a list has it at its key. */
    private static String path(ProfileKey key) {
        return key.path();
    }

    private void property(String key, String value, StringBuilder out) {
        out.append(key)
                .append(": ")
                .append(scalar(JsonNodeFactory.instance.stringNode(value)))
                .append('\n');
    }

    private String scalar(JsonNode value) {
        return scalars.write(value, KubeYaml.Format.YAML).stripTrailing();
    }

    /** One profile. */
    private final class Block {
        private final Map<String, String> comments;
        private final StringBuilder out;

        Block(Map<String, String> comments, StringBuilder out) {
            this.comments = comments;
            this.out = out;
        }

        void item(ObjectNode profile) {
            int start = out.length();
            members(profile, 2, "");
            out.replace(start, start + 2, "- ");
        }

        private void members(ObjectNode object, int indent, String path) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                String below = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                out.repeat(' ', indent)
                        .append(scalar(JsonNodeFactory.instance.stringNode(member.getKey())))
                        .append(':');
                value(member.getValue(), indent, below);
            }
        }

        private void value(JsonNode value, int indent, String path) {
            switch (value) {
                case ObjectNode object
                when !object.isEmpty() -> {
                    comment(path);
                    members(object, indent + 2, path);
                }
                case JsonNode list
                when list.isArray() && !list.isEmpty() -> {
                    comment(path);
                    for (JsonNode item : list) {
                        out.repeat(' ', indent).append("- ").append(flow(item)).append('\n');
                    }
                }
                default -> {
                    out.append(' ').append(scalar(value));
                    comment(path);
                }
            }
        }

        /** In one line: JSON is YAML. */
        private String flow(JsonNode item) {
            return item.isContainer() ? VisibleText.json(item.toString()) : scalar(item);
        }

        /** Ends the line. */
        private void comment(String path) {
            String source = comments.get(path);
            out.append(source == null ? "" : "  # " + VisibleText.line(source)).append('\n');
        }
    }
}
