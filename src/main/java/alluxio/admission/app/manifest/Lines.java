package alluxio.admission.app.manifest;

import alluxio.admission.app.yaml.KubeYaml;
import alluxio.admission.app.yaml.PositionedNode;
import alluxio.admission.app.yaml.YamlException;
import alluxio.admission.policy.view.FieldPath;
import alluxio.admission.policy.view.FieldPath.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** On which line of its source a field stands. Sources are read for it when they are first asked about. Not thread-safe. */
final class Lines {
    private final KubeYaml yaml;
    private final Map<ManifestSource, List<PositionedNode>> read = new HashMap<>();

    Lines(KubeYaml yaml) {
        this.yaml = yaml;
    }

    /**
     * The line from 1, of the deepest part of the path that is found; the document's first line for an object in a List.
     *
     * @param whole whether the document is the object
     */
    int line(ManifestSource source, KubeYaml.Document document, boolean whole, FieldPath path) {
        List<PositionedNode> documents = read.computeIfAbsent(source, this::positioned);
        return whole && document.index() < documents.size()
                ? line(documents.get(document.index()), path, document.line())
                : document.line();
    }

    private List<PositionedNode> positioned(ManifestSource source) {
        try {
            return yaml.readPositioned(source.text(), source.name());
        } catch (YamlException e) {
            // JSON that is no YAML has no places; the document's own line will do.
            return List.of();
        }
    }

    private static int line(PositionedNode root, FieldPath path, int documentLine) {
        PositionedNode node = root;
        int line = path.segments().isEmpty() ? documentLine : node.line();
        for (Segment segment : path.segments()) {
            Optional<PositionedNode.Entry> next = step(node, segment);
            if (next.isEmpty()) {
                return line;
            }
            line = next.get().line();
            node = next.get().value();
        }
        return line;
    }

    private static Optional<PositionedNode.Entry> step(PositionedNode node, Segment segment) {
        return switch (segment) {
            case Segment.Member(String name)
            when node instanceof PositionedNode.Mapping mapping ->
                Optional.ofNullable(mapping.entries().get(name));
            case Segment.Indexed(int index)
            when node instanceof PositionedNode.Sequence list
                    && index < list.items().size() ->
                Optional.of(entry(list.items().get(index)));
            case Segment.Keyed(String key, String value)
            when node instanceof PositionedNode.Sequence list ->
                list.items().stream()
                        .filter(item -> has(item, key, value))
                        .map(Lines::entry)
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static PositionedNode.Entry entry(PositionedNode item) {
        return new PositionedNode.Entry(item, item.line(), item.column());
    }

    private static boolean has(PositionedNode item, String key, String value) {
        return item instanceof PositionedNode.Mapping mapping
                && Optional.ofNullable(mapping.entries().get(key))
                        .map(PositionedNode.Entry::value)
                        .filter(node -> node instanceof PositionedNode.Scalar scalar
                                && scalar.toJson().asString().equals(value))
                        .isPresent();
    }
}
