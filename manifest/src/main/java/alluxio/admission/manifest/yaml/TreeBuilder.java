package alluxio.admission.manifest.yaml;

import alluxio.admission.manifest.yaml.PositionedNode.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves scalars, aliases and merge keys as goyaml.v2 does. Of a key that stands twice in one mapping the last value counts,
 * unless that is to be an error; a key that overrides a merged one is none, and as with kubectl it is the order in the text
 * that decides. One use, one thread.
 */
final class TreeBuilder {
    private final AliasBudget budget;
    private final Set<SyntaxNode> openAliases = Collections.newSetFromMap(new IdentityHashMap<>());

    private final boolean strict;

    /** By the node of the later key: a mapping may be read again through aliases. */
    private final IdentityHashMap<SyntaxNode, DuplicateKey> duplicates = new IdentityHashMap<>();

    private TreeBuilder(boolean strict, int mostNodes) {
        this.strict = strict;
        this.budget = new AliasBudget(mostNodes);
    }

    /** @param duplicates in the order of the text; always empty if they are errors */
    record BuiltTree(PositionedNode root, List<DuplicateKey> duplicates) {}

    /**
     * @param strict whether a duplicate key is an error
     * @param mostNodes once its aliases are resolved
     * @throws YamlProblem when the tree has no JSON form
     */
    static BuiltTree build(SyntaxNode root, boolean strict, int mostNodes) {
        TreeBuilder builder = new TreeBuilder(strict, mostNodes);
        builder.spend(root);
        PositionedNode tree = builder.value(root, 1);
        List<DuplicateKey> duplicates = builder.duplicates.values().stream()
                .sorted(Comparator.comparingInt(DuplicateKey::line).thenComparingInt(DuplicateKey::column))
                .toList();
        return new BuiltTree(tree, duplicates);
    }

    private PositionedNode value(SyntaxNode node, int depth) {
        spend(node);
        if (depth > SyntaxReader.MAX_DEPTH) {
            throw problem(node, "nested deeper than " + SyntaxReader.MAX_DEPTH + " levels");
        }
        return switch (node) {
            case SyntaxNode.Scalar scalar -> scalar(scalar);
            case SyntaxNode.Alias alias -> {
                open(alias);
                PositionedNode value = value(alias.target(), depth + 1);
                close(alias);
                yield value;
            }
            case SyntaxNode.Sequence sequence -> {
                List<PositionedNode> items = new ArrayList<>();
                for (SyntaxNode item : sequence.items()) {
                    items.add(value(item, depth + 1));
                }
                yield new PositionedNode.Sequence(items, node.line(), node.column());
            }
            case SyntaxNode.Mapping mapping -> {
                Map<String, Entry> entries = new LinkedHashMap<>();
                fill(mapping, entries, depth);
                yield new PositionedNode.Mapping(entries, node.line(), node.column());
            }
        };
    }

    private void fill(SyntaxNode.Mapping mapping, Map<String, Entry> entries, int depth) {
        Map<String, OwnKey> own = new HashMap<>();
        for (SyntaxNode.Pair pair : mapping.pairs()) {
            if (isMerge(pair.key())) {
                merge(pair.value(), entries, depth);
                continue;
            }
            YamlValue meaning = key(pair.key());
            String key = text(pair.key(), meaning);
            OwnKey later = new OwnKey(identity(meaning), pair.key());
            Optional.ofNullable(own.putIfAbsent(key, later)).ifPresent(earlier -> duplicate(key, earlier, later));
            PositionedNode value = value(pair.value(), depth + 1);
            entries.put(key, new Entry(value, pair.key().line(), pair.key().column()));
        }
    }

    /** @param identity two keys with the same are one to Go */
    private record OwnKey(Object identity, SyntaxNode node) {}

    private void duplicate(String key, OwnKey earlier, OwnKey later) {
        SyntaxNode at = later.node();
        DuplicateKey duplicate =
                new DuplicateKey(key, at.line(), at.column(), earlier.node().line());
        if (strict) {
            throw problem(at, duplicate.problem());
        }
        if (!earlier.identity().equals(later.identity())) {
            // Two entries of a Go map that become one member of JSON, in the random order of the map.
            throw problem(at, duplicate.problem() + ", as a different key; kubectl takes either value at random");
        }
        duplicates.put(at, duplicate);
    }

    /** Numbers are the same key whatever their spelling; not-a-number equals nothing in Go, itself included. */
    private static Object identity(YamlValue meaning) {
        return switch (meaning) {
            case YamlValue.Real real -> real.value();
            case YamlValue.NotFinite number when Double.isNaN(number.value()) -> new Object();
            default -> meaning;
        };
    }

    private void merge(SyntaxNode node, Map<String, Entry> entries, int depth) {
        switch (node) {
            case SyntaxNode.Sequence sequence -> {
                // Backwards, since the earlier of several takes precedence.
                for (SyntaxNode item : sequence.items().reversed()) {
                    mergeOne(item, entries, depth);
                }
            }
            default -> mergeOne(node, entries, depth);
        }
    }

    private void mergeOne(SyntaxNode node, Map<String, Entry> entries, int depth) {
        spend(node);
        switch (node) {
            case SyntaxNode.Mapping mapping -> fill(mapping, entries, depth + 1);
            case SyntaxNode.Alias alias
            when alias.target() instanceof SyntaxNode.Mapping mapping -> {
                open(alias);
                spend(mapping);
                fill(mapping, entries, depth + 1);
                close(alias);
            }
            default -> throw problem(node, "\"<<\" needs a mapping, or a list of mappings");
        }
    }

    private YamlValue key(SyntaxNode node) {
        spend(node);
        return switch (node) {
            case SyntaxNode.Alias alias -> key(alias.target());
            case SyntaxNode.Scalar scalar -> {
                try {
                    yield meaning(scalar);
                } catch (IllegalArgumentException e) {
                    throw problem(node, String.valueOf(e.getMessage()));
                }
            }
            default -> throw problem(node, "a mapping or a list cannot be a key");
        };
    }

    private static String text(SyntaxNode node, YamlValue key) {
        try {
            return key.toKey();
        } catch (IllegalArgumentException e) {
            throw problem(node, String.valueOf(e.getMessage()));
        }
    }

    private static PositionedNode scalar(SyntaxNode.Scalar scalar) {
        try {
            return new PositionedNode.Scalar(meaning(scalar).toJson(), scalar.text(), scalar.line(), scalar.column());
        } catch (IllegalArgumentException e) {
            throw problem(scalar, String.valueOf(e.getMessage()));
        }
    }

    private static YamlValue meaning(SyntaxNode.Scalar scalar) {
        if (scalar.tag() != null) {
            return ScalarResolver.tagged(scalar.tag(), scalar.text());
        }
        return scalar.implicit() ? ScalarResolver.plain(scalar.text()) : new YamlValue.Text(scalar.text());
    }

    private static boolean isMerge(SyntaxNode key) {
        return key instanceof SyntaxNode.Scalar scalar
                && scalar.text().equals("<<")
                && (scalar.implicit() || (ScalarResolver.TAG_PREFIX + "merge").equals(scalar.tag()));
    }

    private void open(SyntaxNode.Alias alias) {
        if (!openAliases.add(alias)) {
            throw problem(alias, "the anchor \"" + alias.name() + "\" contains itself");
        }
        budget.enterAlias();
    }

    private void close(SyntaxNode.Alias alias) {
        budget.leaveAlias();
        openAliases.remove(alias);
    }

    private void spend(SyntaxNode node) {
        if (!budget.spend()) {
            throw problem(node, "too much of the document comes from aliases");
        }
        if (budget.isExceeded()) {
            throw problem(node, "there are too many keys and values, counting what aliases repeat");
        }
    }

    private static YamlProblem problem(SyntaxNode node, String reason) {
        return new YamlProblem(node.line(), node.column(), reason);
    }
}
