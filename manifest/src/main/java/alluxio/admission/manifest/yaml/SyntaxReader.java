package alluxio.admission.manifest.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds the syntax tree of one document from snakeyaml's events: no tag is guessed and nothing is constructed there, so
 * that every meaning is decided by the rules of this package. One use, one thread.
 */
final class SyntaxReader {
    /** Kubernetes objects have some ten levels; what writes the tree elsewhere gives up at 500. */
    static final int MAX_DEPTH = 400;

    private final SourceChecks checks;
    private final StreamReader source;
    private final Parser parser;
    private final Map<String, SyntaxNode> anchors = new HashMap<>();

    /** Where the last event ended. */
    private int end;

    private final int linesBefore;

    private SyntaxReader(String text, int linesBefore) {
        this.checks = new SourceChecks(text, linesBefore);
        this.linesBefore = linesBefore;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        this.source = new StreamReader(text);
        this.parser = new ParserImpl(source, options);
    }

    /**
     * The document's root; empty when there is nothing but comments.
     *
     * @param linesBefore how many lines of the whole text come before this document
     * @throws YamlProblem what is wrong with our rules, beside the parser's own exceptions
     */
    static Optional<SyntaxNode> read(String text, int linesBefore) {
        SyntaxReader reader = new SyntaxReader(text, linesBefore);
        try {
            return reader.document();
        } catch (NumberFormatException e) {
            // ScannerImpl takes the eight digits behind \U for an int before it asks whether they are a character.
            throw reader.problem(reader.source.getMark(), ParserMessages.NO_CHARACTER);
        }
    }

    private Optional<SyntaxNode> document() {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return Optional.empty();
        }
        parser.getEvent();
        SyntaxNode root = node(1);
        checks.noDirective(end);
        parser.getEvent();
        Event next = parser.getEvent();
        if (!next.is(Event.ID.StreamEnd)) {
            throw problem(next.getStartMark(), "another document starts here without a line \"---\" before it");
        }
        return Optional.of(root);
    }

    private SyntaxNode node(int depth) {
        Event event = next();
        Mark mark = event.getStartMark();
        if (depth > MAX_DEPTH) {
            throw problem(mark, "nested deeper than " + MAX_DEPTH + " levels");
        }
        int line = linesBefore + mark.getLine() + 1;
        int column = mark.getColumn() + 1;
        return switch (event) {
            case AliasEvent alias -> alias(alias, line, column);
            case ScalarEvent scalar -> anchored(scalar, scalar(scalar, line, column));
            case SequenceStartEvent start -> {
                List<SyntaxNode> items = new ArrayList<>();
                // The anchor is known inside already: only so can a node that contains itself be told from a missing
                // anchor.
                SyntaxNode sequence = anchored(start, new SyntaxNode.Sequence(items, line, column));
                while (!parser.checkEvent(Event.ID.SequenceEnd)) {
                    items.add(node(depth + 1));
                }
                next();
                yield sequence;
            }
            case MappingStartEvent start -> {
                List<SyntaxNode.Pair> pairs = new ArrayList<>();
                SyntaxNode mapping = anchored(start, new SyntaxNode.Mapping(pairs, line, column));
                while (!parser.checkEvent(Event.ID.MappingEnd)) {
                    SyntaxNode key = node(depth + 1);
                    checks.colon(end, parser.peekEvent());
                    pairs.add(new SyntaxNode.Pair(key, node(depth + 1)));
                }
                next();
                yield mapping;
            }
            default -> throw problem(mark, "a value is missing here");
        };
    }

    private Event next() {
        Event event = parser.getEvent();
        end = event.getEndMark().getIndex();
        return event;
    }

    private SyntaxNode.Scalar scalar(ScalarEvent event, int line, int column) {
        checks.scalar(event);
        boolean implicit = event.getImplicit().canOmitTagInPlainScalar();
        return new SyntaxNode.Scalar(event.getTag(), implicit, event.getValue(), line, column);
    }

    private SyntaxNode alias(AliasEvent event, int line, int column) {
        @Nullable SyntaxNode target = anchors.get(event.getAnchor());
        if (target == null) {
            throw problem(event.getStartMark(), "the anchor \"" + event.getAnchor() + "\" is not defined before this");
        }
        return new SyntaxNode.Alias(event.getAnchor(), target, line, column);
    }

    private <N extends SyntaxNode> N anchored(NodeEvent event, N node) {
        if (event.getAnchor() != null) {
            anchors.put(event.getAnchor(), node);
        }
        return node;
    }

    private YamlProblem problem(Mark mark, String reason) {
        return new YamlProblem(linesBefore + mark.getLine() + 1, mark.getColumn() + 1, reason);
    }
}
