package alluxio.admission.app.yaml;

/** A reason why a document cannot be read, where; {@link KubeYaml} adds which file and which document. */
final class Problem extends RuntimeException {
    private final int line;
    private final int column;
    private final String reason;

    /** Line and column count from 1, in the document. */
    Problem(int line, int column, String reason) {
        super(reason, null, false, false);
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    /** The same for a caller outside, whose text starts {@code linesBefore} lines before the document. */
    YamlException in(String source, int document, int linesBefore) {
        return new YamlException(source, document, linesBefore + line, column, reason);
    }
}
