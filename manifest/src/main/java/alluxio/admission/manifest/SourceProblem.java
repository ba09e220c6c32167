package alluxio.admission.manifest;

import alluxio.admission.model.view.MessageText;

/**
 * Something that is to be said of a place in a manifest, besides what is decided on its objects.
 *
 * @param source as the user named it
 * @param line from 1
 * @param column from 1
 */
public record SourceProblem(String source, int line, int column, String message) {
    public SourceProblem {
        message = MessageText.cut(message);
    }

    /** {@code source:line:column: message}. */
    @Override
    public String toString() {
        return source + ":" + line + ":" + column + ": " + message;
    }
}
