package alluxio.admission.manifest.yaml;

/** Why and where a document cannot be read; {@link KubeYaml} adds the file and the number of the document. */
final class YamlProblem extends RuntimeException {
    private final int line;
    private final int column;
    private final String reason;

    /** Line and column count from 1, in the whole text. */
    YamlProblem(int line, int column, String reason) {
        super(reason, null, false, false);
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    YamlException in(String source, int document) {
        return new YamlException(source, document, line, column, reason);
    }
}
