package alluxio.admission.manifest.yaml;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The timestamps that goyaml.v2 knows. They stay strings; only the tag {@code !!timestamp} needs to know whether a text is one. */
final class YamlTimestamps {
    private static final String DATE = "([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})";
    private static final String TIME = "([01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9]([.,][0-9]+)?";
    private static final String ZONE = "(Z|[-+]([01][0-9]|2[0-4]):([0-5][0-9]|60))";
    private static final Pattern TIMESTAMP = Pattern.compile(DATE + "([Tt]" + TIME + ZONE + "| " + TIME + ")?");

    private YamlTimestamps() {}

    static boolean matches(String text) {
        Matcher matcher = TIMESTAMP.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        try {
            LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
