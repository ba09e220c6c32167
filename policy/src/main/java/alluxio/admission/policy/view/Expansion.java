package alluxio.admission.policy.view;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two kinds of references in values: the kubelet's and the shell's. */
final class Expansion {
    private static final Pattern KUBELET = Pattern.compile("\\$(?:\\$|\\(([^)]*)\\))");
    private static final Pattern SHELL =
            Pattern.compile("\\\\\\$|\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)\\}|([A-Za-z_][A-Za-z0-9_]*))");

    private Expansion() {}

    /** Source: {@code third_party/forked/golang/expansion} of Kubernetes. */
    static String kubelet(String text, Function<String, Optional<String>> values) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        return KUBELET.matcher(text).replaceAll(match -> {
            String name = match.group(1);
            String value = name == null ? "$" : values.apply(name).orElse(match.group());
            return Matcher.quoteReplacement(value);
        });
    }

    /** As bash does in double quotes, which is how Alluxio's entry point writes each ALLUXIO_ variable down again. */
    static String shell(String text, UnaryOperator<String> values) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        return SHELL.matcher(text).replaceAll(match -> {
            String name = match.group(1) == null ? match.group(2) : match.group(1);
            return Matcher.quoteReplacement(name == null ? "$" : values.apply(name));
        });
    }
}
