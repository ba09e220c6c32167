package alluxio.admission.manifest;

/**
 * One file of manifests, read.
 *
 * @param name as the user wrote it; {@code -} for standard input
 */
public record ManifestSource(String name, String text) {

    /** Whether there is more than comments, blank lines, marks between documents and the value null. */
    public boolean hasContent() {
        return text.lines().map(ManifestSource::content).anyMatch(line -> !line.isEmpty());
    }

    private static String content(String line) {
        String stripped = line.strip();
        if (!stripped.isEmpty() && stripped.charAt(0) == '\uFEFF') {
            stripped = stripped.substring(1).strip();
        }
        if (stripped.startsWith("---") || stripped.startsWith("...")) {
            stripped = stripped.substring(3).strip();
        }
        boolean empty =
                stripped.startsWith("#") || stripped.startsWith("%") || stripped.equals("null") || stripped.equals("~");
        return empty ? "" : stripped;
    }
}
