package alluxio.admission.app.config;

import alluxio.admission.model.configuration.HdfsSecret;
import alluxio.admission.model.configuration.HdfsSettings;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code hdfs}: Secrets with Hadoop's configuration. */
final class HdfsSection {
    private HdfsSection() {}

    static Optional<HdfsSettings> read(ConfigNode node) {
        return node.fields("secrets", "confDir").map(HdfsSection::hdfs);
    }

    private static HdfsSettings hdfs(ConfigMapping fields) {
        Set<String> names = new HashSet<>();
        Set<String> directories = new LinkedHashSet<>();
        Optional<ConfigNode> node = fields.require("secrets", "a list of Secrets, each with name and directory");
        List<HdfsSecret> secrets =
                node.map(n -> n.list(item -> secret(item, names, directories))).orElse(List.of());
        node.ifPresent(n -> n.check(!n.isEmptyList(), "there must be at least one Secret"));
        Optional<ConfigNode> confDir = fields.get("confDir");
        Optional<String> directory = confDir.flatMap(n -> n.text(ValueFormat.PATH_SEGMENT)
                .filter(d -> directories.isEmpty()
                        || n.check(directories.contains(d), ConfigNode.notAllowed(d, directories))));
        return new HdfsSettings(secrets, directory);
    }

    private static Optional<HdfsSecret> secret(ConfigNode node, Set<String> names, Set<String> directories) {
        return node.fields("name", "directory").map(fields -> {
            Optional<ConfigNode> name = fields.require("name", "the name of a Secret");
            Optional<ConfigNode> directory = fields.require("directory", "where it is mounted below /secrets");
            return new HdfsSecret(
                    name.flatMap(n -> n.text(ValueFormat.DNS_NAME).filter(text -> different(n, text, names)))
                            .orElse(""),
                    directory
                            .flatMap(n ->
                                    n.text(ValueFormat.PATH_SEGMENT).filter(text -> different(n, text, directories)))
                            .orElse(""));
        });
    }

    private static boolean different(ConfigNode node, String text, Set<String> seen) {
        return node.check(seen.add(text), ConfigNode.quoted(text) + " is there twice");
    }
}
