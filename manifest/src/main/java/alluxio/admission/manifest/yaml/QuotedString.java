package alluxio.admission.manifest.yaml;

/** A string on one line: plain where that is safe, else in quotes. */
final class QuotedString {
    private QuotedString() {}

    /** @throws IllegalArgumentException for half of a surrogate pair, which YAML cannot express */
    static String oneLine(String text) {
        if (StringStyle.isPlain(text)) {
            return text;
        }
        boolean simple = StringStyle.isOneLine(text) && text.indexOf('\t') < 0;
        if (simple && (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0)) {
            return "'" + text.replace("'", "''") + "'";
        }
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> escape(c, out));
        return out.append('"').toString();
    }

    private static void escape(int c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            default -> {
                if (c >= 0xD800 && c <= 0xDFFF) {
                    throw new IllegalArgumentException("half of a surrogate pair cannot be written");
                }
                if (StringStyle.isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    String escape = c <= 0xFF ? "\\x%02X" : c <= 0xFFFF ? "\\u%04X" : "\\U%08X";
                    out.append(escape.formatted(c));
                }
            }
        }
    }
}
