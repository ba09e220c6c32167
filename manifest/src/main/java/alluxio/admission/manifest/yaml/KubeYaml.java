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
 *   <li>a key twice in one mapping, also where two only become the same text ({@code 1} and {@code "1"});
 *   <li>text after the end of a document's content;
 *   <li>a flow key without a blank after its colon ({@code {a:[1]}});
 *   <li>a tab in the indentation of a plain scalar's further lines, and a {@code %} at the start of one;
 *   <li>{@code |#} without a blank between; the escapes {@code \'} and backslash-tab;
 *   <li>more than 400 levels of nesting.
 * </ul>
 *
 * Numbers keep all their digits. Thread safe.
 */
public final class KubeYaml {
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
     */
    public record Document(JsonNode content, int index, int line, Format format) {}

    /**
     * All documents of a stream. Those that are empty, or null, are left out.
     *
     * @param sourceName for messages
     * @throws YamlException at the first thing that cannot be read
     */
    public List<Document> read(String text, String sourceName) {
        List<Document> documents = new ArrayList<>();
        for (Chunk chunk : chunks(text, sourceName)) {
            // kubectl, too, goes over to YAML for good at the first separator.
            boolean json =
                    chunk.linesBefore() == 0 && chunk.text().stripLeading().startsWith("{");
            if (!json || !addJson(chunk, sourceName, documents)) {
                addYaml(chunk, sourceName, documents);
            }
        }
        return documents;
    }

    /**
     * The same documents with places. JSON is read as the YAML that it mostly is.
     *
     * @throws YamlException at the first thing that cannot be read
     */
    public List<PositionedNode> readPositioned(String text, String sourceName) {
        List<PositionedNode> documents = new ArrayList<>();
        for (Chunk chunk : chunks(text, sourceName)) {
            parse(chunk, sourceName, documents.size() + 1).ifPresent(documents::add);
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
                return parse(chunk, sourceName, 1);
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

    /** False when this is rather a flow mapping of YAML. */
    private boolean addJson(Chunk chunk, String sourceName, List<Document> documents) {
        List<JsonText.Value> values;
        try {
            values = json.read(chunk.text());
        } catch (ArithmeticException e) {
            throw new YamlException(sourceName, 1, 1, 1, String.valueOf(e.getMessage()));
        } catch (YamlProblem problem) {
            if (JsonText.looksLikeJson(chunk.text()) && !isYaml(chunk)) {
                throw problem.in(sourceName, 1);
            }
            return false;
        }
        for (JsonText.Value value : values) {
            if (!value.content().isNull()) {
                documents.add(new Document(value.content(), documents.size(), value.line(), Format.JSON));
            }
        }
        return true;
    }

    private static void addYaml(Chunk chunk, String sourceName, List<Document> documents) {
        parse(chunk, sourceName, documents.size() + 1)
                .ifPresent(
                        root -> documents.add(new Document(root.toJson(), documents.size(), root.line(), Format.YAML)));
    }

    private static boolean isYaml(Chunk chunk) {
        try {
            parse(chunk, "", 1);
            return true;
        } catch (YamlException e) {
            return false;
        }
    }

    private static Optional<PositionedNode> parse(Chunk chunk, String sourceName, int document) {
        try {
            return SyntaxParser.parse(chunk.text(), chunk.linesBefore())
                    .map(TreeBuilder::build)
                    .filter(node ->
                            !(node instanceof PositionedNode.Scalar scalar && scalar.toJson() instanceof NullNode));
        } catch (YamlProblem problem) {
            throw problem.in(sourceName, document);
        }
    }
}
