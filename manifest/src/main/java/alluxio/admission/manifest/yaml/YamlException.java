package alluxio.admission.manifest.yaml;

/**
 * A text that cannot be read. The message is one line for a person:
 * {@code source:line:column: document N: reason}, counted from 1; the document is left out where there is only one yet.
 */
public final class YamlException extends RuntimeException {
    private final String source;
    private final int document;
    private final int line;
    private final int column;
    private final String reason;

    YamlException(String source, int document, int line, int column, String reason) {
        super(source + ":" + line + ":" + column + ": " + (document > 1 ? "document " + document + ": " : "") + reason);
        this.source = source;
        this.document = document;
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    /** What was read, as the caller named it: a file name, or {@code -}. */
    public String source() {
        return source;
    }

    /** The document's number in the stream, from 1; documents without content do not count. */
    public int document() {
        return document;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** The reason alone, in plain words. */
    public String reason() {
        return reason;
    }
}
