package alluxio.admission.manifest.yaml;

import java.util.List;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Error messages of the YAML parser, reworded for readers who do not know the parser. */
final class ParserMessages {
    /** A part of the parser's message, and the text that replaces the message. */
    private record Translation(String found, String said) {}

    static final String NO_CHARACTER = "an escape stands for no character: it is beyond \\U0010FFFF";

    private static final List<Translation> TRANSLATIONS = List.of(
            new Translation(
                    "expected '<document start>'", "the document has ended before this; what follows would be ignored"),
            new Translation(
                    "expected <block end>, but found '-'",
                    "a list item stands where a key was expected; check the indentation"),
            new Translation(
                    "expected <block end>", "this does not fit the block that it stands in; check the indentation"),
            new Translation(
                    "mapping values are not allowed here",
                    "a \": \" cannot stand here; quote the value, or check the indentation"),
            new Translation("could not find expected ':'", "a \":\" is missing after this key"),
            new Translation("sequence entries are not allowed here", "a list item cannot start here"),
            new Translation("unexpected end of stream", "the text ends inside quotes"),
            new Translation("<stream end>", "the text ends inside brackets, or a value is missing"),
            new Translation(
                    "expected chomping or indentation indicators", "only -, +, a digit or \" #\" may follow | or >"),
            new Translation("found unknown escape character 00", NO_CHARACTER),
            new Translation("expected the node content", "a value is missing here"));

    private ParserMessages() {}

    static String of(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem()).replace('\n', ' ').strip();
        return TRANSLATIONS.stream()
                .filter(t -> problem.contains(t.found))
                .map(Translation::said)
                .findFirst()
                .orElseGet(() -> e.getContext() == null ? problem : problem + " (" + e.getContext() + ")");
    }
}
