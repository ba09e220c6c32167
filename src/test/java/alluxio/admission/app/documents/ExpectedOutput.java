package alluxio.admission.app.documents;

import java.util.List;
import java.util.regex.Pattern;

/** Output as a page shows it: {@code …} stands for any text within a line, a line {@code …} for any lines. Runs of spaces are one. */
final class ExpectedOutput {
    private static final String ANY = "…";

    private ExpectedOutput() {}

    static boolean matches(String expected, String printed) {
        StringBuilder pattern = new StringBuilder();
        for (String line : normalised(expected)) {
            if (line.equals(ANY)) {
                pattern.append("(?:[^\\n]*\\n)*?");
            } else {
                List<String> parts = List.of(line.split(ANY, -1));
                pattern.append(String.join(
                                "[^\\n]*?", parts.stream().map(Pattern::quote).toList()))
                        .append("\\n");
            }
        }
        String text = String.join("\n", normalised(printed)) + "\n";
        return Pattern.compile(pattern.toString()).matcher(text).matches();
    }

    private static List<String> normalised(String text) {
        return text.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
