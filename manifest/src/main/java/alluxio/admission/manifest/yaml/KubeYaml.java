package alluxio.admission.manifest.yaml;

import alluxio.admission.manifest.yaml.DocumentSplitter.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Reads YAML and JSON as kubectl does. Where kubectl would lose or change something in silence, or the parser is stricter,
 * there is an error instead:
 *
 * <ul>
 *   <li>two keys of one mapping that become the same text ({@code 1} and {@code "1"}): kubectl takes either at random;
 *   <li>text after the end of a document's content;
 *   <li>a flow key without a blank after its colon ({@code {a:[1]}});
 *   <li>a tab in the indentation of a plain scalar's further lines, and a {@code %} at the start of one;
 *   <li>{@code |#} without a blank between; the escapes {@code \'} and backslash-tab;
 *   <li>more than 400 levels of nesting.
 * </ul>
 *
 * Of a key that stands twice in one mapping of YAML the last value counts, as with kubectl, and the document says where. In
 * JSON it is an error. Numbers keep all their digits. Thread safe.
 */
public final class KubeYaml {
    /** The keys and values of one document of {@link #readPositioned}, whose nodes are large and are kept as long as it is read. */
    public static final int POSITIONED_NODES = 100_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonText json = new JsonText();

    /** How a document was written. */
    public enum Format {
        YAML,
        JSON
    }

    /**
     * @param content never null or missing; the caller may change it
     * @param index of the document in the stream, from 0, not counting those without content
     * @param line where its text starts, from 1
     * @param duplicates the keys that stand twice in a mapping, in the order of the text
     */
    public record Document(JsonNode content, int index, int line, Format format, List<DuplicateKey> duplicates) {
        public Document {
            duplicates = List.copyOf(duplicates);
        }
    }

    /**
     * A stream as far as it can be read.
     *
     * @param unreadable the documents that cannot be, each with its first problem
     */
    public record ReadStream(List<Document> documents, List<YamlException> unreadable) {}

    /**
     * All documents of a stream. Those that are empty, or null, are left out.
     *
     * @param sourceName for messages
     * @throws YamlException at the first thing that cannot be read
     */
    public List<Document> read(String text, String sourceName) {
        ReadStream stream = readEach(text, sourceName);
        if (!stream.unreadable().isEmpty()) {
            throw stream.unreadable().getFirst();
        }
        return stream.documents();
    }

    /**
     * The same, where what cannot be read does not hide the other documents.
     *
     * @param sourceName for messages
     */
    public ReadStream readEach(String text, String sourceName) {
        List<Document> documents = new ArrayList<>();
        List<YamlException> unreadable = new ArrayList<>();
        try {
            for (Chunk chunk : chunks(text, sourceName)) {
                int before = documents.size() + unreadable.size();
                try {
                    documents.addAll(documents(chunk, sourceName, before));
                } catch (YamlException e) {
                    unreadable.add(e);
                }
            }
        } catch (YamlException e) {
            unreadable.add(e);
        }
        return new ReadStream(documents, unreadable);
    }

    /** @param before how many documents come before them */
    private List<Document> documents(Chunk chunk, String sourceName, int before) {
        // kubectl, too, goes over to YAML for good at the first separator.
        boolean json = chunk.linesBefore() == 0 && chunk.text().stripLeading().startsWith("{");
        Optional<List<Document>> read = json ? json(chunk, sourceName, before) : Optional.empty();
        return read.orElseGet(() -> yaml(chunk, sourceName, before));
    }

    /**
     * The same documents with places, each of at most {@link #POSITIONED_NODES}. JSON is read as the YAML that it mostly is.
     *
     * @throws YamlException at the first thing that cannot be read, or that stands there twice
     */
    public List<PositionedNode> readPositioned(String text, String sourceName) {
        List<PositionedNode> documents = new ArrayList<>();
        for (Chunk chunk : chunks(text, sourceName)) {
            parse(chunk, sourceName, documents.size() + 1, true, POSITIONED_NODES)
                    .ifPresent(tree -> documents.add(tree.root()));
        }
        return documents;
    }

    /**
     * The places of a stream's documents, each parsed when it is first needed.
     *
     * @throws YamlException when the stream cannot be split into documents
     */
    public Places places(String text, String sourceName) {
        return new Places(chunks(text, sourceName), sourceName);
    }

    /** Documents with places, by the line on which their text starts. Keeps the last one only. Not thread-safe. */
    public static final class Places {
        private final TreeMap<Integer, Chunk> chunks = new TreeMap<>();
        private final String sourceName;
        private int last = -1;
        private Optional<PositionedNode> parsed = Optional.empty();

        private Places(List<Chunk> chunks, String sourceName) {
            chunks.forEach(chunk -> this.chunks.put(chunk.linesBefore(), chunk));
            this.sourceName = sourceName;
        }

        /**
         * The document that has this line; JSON is read as the YAML that it mostly is.
         *
         * @return empty when there is none, or it is no YAML
         */
        public Optional<PositionedNode> at(int line) {
            Map.Entry<Integer, Chunk> chunk = chunks.lowerEntry(line);
            if (chunk == null) {
                return Optional.empty();
            }
            if (chunk.getKey() != last) {
                last = chunk.getKey();
                parsed = parsed(chunk.getValue());
            }
            return parsed;
        }

        private Optional<PositionedNode> parsed(Chunk chunk) {
            try {
                return parse(chunk, sourceName, 1, false).map(TreeBuilder.BuiltTree::root);
            } catch (YamlException e) {
                return Optional.empty();
            }
        }
    }

    private static List<Chunk> chunks(String text, String sourceName) {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        try {
            return DocumentSplitter.split(marked ? text.substring(1) : text);
        } catch (YamlProblem problem) {
            throw problem.in(sourceName, 1);
        }
    }

    /** Empty when this is rather a flow mapping of YAML. */
    private Optional<List<Document>> json(Chunk chunk, String sourceName, int before) {
        List<JsonText.Value> values;
        try {
            values = json.read(chunk.text());
        } catch (ArithmeticException e) {
            throw new YamlException(sourceName, 1, 1, 1, String.valueOf(e.getMessage()));
        } catch (YamlProblem problem) {
            if (JsonText.looksLikeJson(chunk.text()) && !isStrictYaml(chunk)) {
                throw problem.in(sourceName, 1);
            }
            return Optional.empty();
        }
        List<Document> documents = new ArrayList<>();
        for (JsonText.Value value : values) {
            if (!value.content().isNull()) {
                documents.add(
                        new Document(value.content(), before + documents.size(), value.line(), Format.JSON, List.of()));
            }
        }
        return Optional.of(documents);
    }

    private static List<Document> yaml(Chunk chunk, String sourceName, int before) {
        return parse(chunk, sourceName, before + 1, false)
                .map(tree ->
                        new Document(tree.root().toJson(), before, tree.root().line(), Format.YAML, tree.duplicates()))
                .stream()
                .toList();
    }

    private static boolean isStrictYaml(Chunk chunk) {
        try {
            parse(chunk, "", 1, true);
            return true;
        } catch (YamlException e) {
            return false;
        }
    }

    private static Optional<TreeBuilder.BuiltTree> parse(Chunk chunk, String sourceName, int document, boolean strict) {
        return parse(chunk, sourceName, document, strict, Integer.MAX_VALUE);
    }

    private static Optional<TreeBuilder.BuiltTree> parse(
            Chunk chunk, String sourceName, int document, boolean strict, int mostNodes) {
        try {
            return SyntaxParser.parse(chunk.text(), chunk.linesBefore())
                    .map(root -> TreeBuilder.build(root, strict, mostNodes))
                    .filter(tree -> !(tree.root() instanceof PositionedNode.Scalar scalar
                            && scalar.toJson() instanceof NullNode));
        } catch (YamlProblem problem) {
            throw problem.in(sourceName, document);
        }
    }
}
