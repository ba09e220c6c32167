package alluxio.admission.model.alluxio;

import alluxio.admission.model.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The value of {@code JAVA_TOOL_OPTIONS}, as a JVM parses it: white space separates options, a single or double quote
 * reaches to the next of its kind, and there is no escape (HotSpot, arguments.cpp, parse_options_buffer).
 *
 * @param properties the system properties among the options
 */
public record JavaToolOptions(List<String> options, Map<String, String> properties) {
    public static final String NAME = JavaOptionVariables.JAVA_TOOL_OPTIONS;

    /** JDK 8 drops the variable beyond either limit (JDK-8288483). */
    public static final int MAX_BYTES = 1024;

    public static final int MAX_OPTIONS = 64;

    private static final Optional<JavaToolOptions> EMPTY = Optional.of(new JavaToolOptions(List.of(), Map.of()));

    /** Parses a value; empty when a quote is left open, with which no JVM starts. */
    public static Optional<JavaToolOptions> parse(String value) {
        if (value.isEmpty()) {
            return EMPTY;
        }
        List<String> options = new ArrayList<>();
        StringBuilder option = null;
        char quote = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quote == 0 && isSpace(c)) {
                if (option != null) {
                    options.add(option.toString());
                }
                option = null;
                continue;
            }
            option = option == null ? new StringBuilder() : option;
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                option.append(c);
            }
        }
        if (option != null) {
            options.add(option.toString());
        }
        return quote == 0 ? Optional.of(new JavaToolOptions(options, properties(options))) : Optional.empty();
    }

    /** The value of a system property; the last one wins, as in the JVM. */
    public Optional<String> property(String key) {
        return Optional.ofNullable(properties.get(key));
    }

    private static Map<String, String> properties(List<String> options) {
        Map<String, String> properties = new HashMap<>();
        for (String option : options) {
            if (option.startsWith("-D")) {
                int equals = option.indexOf('=');
                properties.put(
                        option.substring(2, equals < 0 ? option.length() : equals),
                        equals < 0 ? "" : option.substring(equals + 1));
            }
        }
        return properties;
    }

    /** The properties as options, quoted where the JVM would split a value or drop its quotes. */
    public static String render(Map<String, String> properties) {
        StringBuilder options = new StringBuilder();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            options.append(options.isEmpty() ? "-D" : " -D")
                    .append(property.getKey())
                    .append('=')
                    .append(quote(property.getValue()));
        }
        return options.toString();
    }

    public static boolean isTooLong(String value) {
        if (Utf8.isLongerThan(MAX_BYTES, value)) {
            return true;
        }
        Optional<JavaToolOptions> parsed = parse(value);
        return parsed.isEmpty() || parsed.get().options().size() > MAX_OPTIONS;
    }

    /** Escapes a value so that the kubelet does not expand {@code $(NAME)} in it. */
    public static String escapeDollars(String value) {
        return value.indexOf('$') < 0 ? value : value.replace("$", "$$");
    }

    /** Lets the kubelet expand the value of one property, in escaped options. */
    public static String expandable(String escaped, String key, String reference) {
        return escaped.replace("-D" + key + "=" + escapeDollars(reference), "-D" + key + "=" + reference);
    }

    public static String unescapeDollars(String value) {
        return value.replace("$$", "$");
    }

    private static String quote(String value) {
        if (!needsQuotes(value)) {
            return value;
        }
        // A double quote stands in single quotes; the parts join up again.
        return "\"" + value.replace("\"", "\"'\"'\"") + "\"";
    }

    private static boolean needsQuotes(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isSpace(c) || c == '\'' || c == '"') {
                return true;
            }
        }
        return false;
    }

    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
