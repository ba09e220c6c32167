package alluxio.admission.model.configuration;

/**
 * A name, or a pattern in which {@code *} stands for any text, also none: {@code ml-*}. It is matched part by part from the
 * left, never with a second try, so that the work is at most the length of the text times that of the pattern.
 */
public record Glob(String pattern) {

    /** Whether it stands for the whole text. */
    public boolean matches(String text) {
        int from = pattern.indexOf('*');
        if (from < 0) {
            return pattern.equals(text);
        }
        if (!text.startsWith(pattern.substring(0, from))) {
            return false;
        }
        String[] parts = pattern.split("\\*", -1);
        for (int i = 1; i < parts.length - 1; i++) {
            int at = text.indexOf(parts[i], from);
            if (at < 0) {
                return false;
            }
            from = at + parts[i].length();
        }
        String last = parts[parts.length - 1];
        return text.length() - from >= last.length() && text.endsWith(last);
    }

    @Override
    public String toString() {
        return pattern;
    }
}
