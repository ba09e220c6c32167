package alluxio.admission.manifest;

import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.manifest.yaml.PositionedNode;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.FieldPath.Segment;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The line of its source on which a field stands. A document is parsed at its first lookup and kept until another document is
 * looked up, so look up all findings of one document together. Not thread-safe.
 */
public final class FieldLines {
    private final KubeYaml yaml;
    private Optional<ManifestSource> source = Optional.empty();
    private Optional<KubeYaml.Places> places = Optional.empty();

    /** Of the document that was looked up last. */
    private int line;

    /** The items of a list that were looked for by a key. */
    private final IdentityHashMap<PositionedNode, Map<String, Map<String, PositionedNode>>> keyed =
            new IdentityHashMap<>();

    public FieldLines(KubeYaml yaml) {
        this.yaml = yaml;
    }

    /**
     * The line from 1, of the deepest part of the path that is found; where the path is empty, that of the object.
     *
     * @param object its place in the document, such as {@code items[2]} of a List; empty where the document is the object
     * @param path in the object
     */
    public int line(ManifestSource of, KubeYaml.Document document, FieldPath object, FieldPath path) {
        if (source.filter(known -> isSame(known, of)).isEmpty()) {
            source = Optional.of(of);
            places = Optional.of(yaml.places(of.text(), of.name()));
            line = 0;
        }
        if (document.line() != line) {
            line = document.line();
            keyed.clear();
        }
        return places.flatMap(p -> p.at(document.line()))
                .map(root -> line(root, object.then(path), document.line()))
                .orElse(document.line());
    }

    private int line(PositionedNode root, FieldPath path, int documentLine) {
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

    private Optional<PositionedNode.Entry> step(PositionedNode node, Segment segment) {
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
                Optional.ofNullable(items(list, key).get(value)).map(FieldLines::entry);
            default -> Optional.empty();
        };
    }

    private static PositionedNode.Entry entry(PositionedNode item) {
        return new PositionedNode.Entry(item, item.line(), item.column());
    }

    /** The first item for each value of the key. */
    private Map<String, PositionedNode> items(PositionedNode.Sequence list, String key) {
        return keyed.computeIfAbsent(list, _ -> new HashMap<>()).computeIfAbsent(key, k -> {
            Map<String, PositionedNode> items = new HashMap<>();
            list.items().forEach(item -> value(item, k).ifPresent(value -> items.putIfAbsent(value, item)));
            return items;
        });
    }

    private static Optional<String> value(PositionedNode item, String key) {
        return item instanceof PositionedNode.Mapping mapping
                ? Optional.ofNullable(mapping.entries().get(key))
                        .map(PositionedNode.Entry::value)
                        .filter(PositionedNode.Scalar.class::isInstance)
                        .map(scalar -> scalar.toJson().asString())
                : Optional.empty();
    }

    /** Not by the texts, which may be long. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(ManifestSource one, ManifestSource other) {
        return one == other;
    }
}
