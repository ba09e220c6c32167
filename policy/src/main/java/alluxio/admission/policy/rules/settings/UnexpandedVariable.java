package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerEnvironment.Variable;
import alluxio.admission.model.view.OptionVariables;
import alluxio.admission.model.view.Whitespace;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References in Alluxio options are in a form that is expanded where they stand.
 *
 * <p><b>Restricted fields:</b> {@code ${NAME}} of a variable in a {@code -Dalluxio.} option of {@code JAVA_TOOL_OPTIONS} or
 * {@code JDK_JAVA_OPTIONS}, and in an {@code alluxio-site.properties} from a ConfigMap; {@code $(NAME)} in the former two
 * and in the variables of Alluxio's own containers.
 *
 * <p><b>Allowed values:</b> {@code $(NAME)} of a variable that stands earlier in the same {@code env}, and {@code ${NAME}}
 * where Alluxio's entry point expands it: in {@code ALLUXIO_} variables of its images. A {@code $(NAME)} in a ConfigMap is a
 * warning: the kubelet replaces it in {@code env} only. {@code ${alluxio.home}} and the like are properties, and right.
 *
 * <p><b>Why:</b> the JVM replaces nothing. Alluxio takes {@code ${NAME}} for the name of a property, and ends with
 * {@code Invalid property key NAME}.
 *
 * <p><b>Source:</b> Alluxio issue 11544; Kubernetes: Define Dependent Environment Variables.
 */
public final class UnexpandedVariable implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
            "unexpanded-variable",
            "Nothing replaces the reference: Alluxio reads it as it is written, and "
                    + "takes ${NAME} for a property that does not exist.");

    private static final List<String> JVM =
            List.of(JavaOptionVariables.JAVA_TOOL_OPTIONS, JavaOptionVariables.JDK_JAVA_OPTIONS);
    private static final Pattern NAME = Pattern.compile("\\$\\{([A-Z_][A-Z0-9_]*+)\\}");
    private static final Pattern KUBELET = Pattern.compile("\\$\\(([A-Za-z_][\\w.-]*+)\\)");
    private static final String OPTION = "-D" + PropertyKeys.PREFIX;

    /** An option with a reference in its value. */
    private record Reference(String key, String name) {}

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.startedContainers().forEach(c -> container(c, findings));
    }

    private static void container(Container container, Findings findings) {
        for (String name : JVM) {
            if (mayBeExpanded(container, name)) {
                continue;
            }
            first(NAME, container, name).ifPresent(m -> {
                Variable variable = container.environment().get(name).orElseThrow();
                findings.at(container, variable.origin())
                        .found(m.key() + " with ${" + m.name() + "} in " + name)
                        .wanted("$(" + m.name() + ")")
                        .fix("write $(" + m.name() + ") in " + name + " of env, below the entry of env that defines "
                                + m.name());
            });
        }
        siteFile(container, findings);
        List<String> names = container.isOfAlluxio() ? OptionVariables.of(container) : JVM;
        for (String name : names) {
            first(KUBELET, container, name).ifPresent(m -> unknown(container, name, m, findings));
        }
    }

    /** A file that comes from a ConfigMap is read as it stands; what an entry point writes itself is not seen here. */
    private static void siteFile(Container container, Findings findings) {
        Iterables.first(
                        container.options().all(),
                        property -> property.source().startsWith("alluxio-site.properties of ConfigMap")
                                && NAME.matcher(property.value()).find())
                .ifPresent(property -> findings.at(container, property.origin())
                        .found(property.key() + "=" + property.value() + " in " + property.source())
                        .wanted("a value in which nothing has to be replaced")
                        .fix("remove it from the file, and set -D" + property.key() + " in "
                                + (container.isOfAlluxio()
                                        ? "ALLUXIO_JAVA_OPTS, where Alluxio's entry point expands ${NAME}"
                                        : "JAVA_TOOL_OPTIONS of env, where Kubernetes expands $(NAME)")));
    }

    private static Optional<Reference> first(Pattern reference, Container container, String name) {
        Optional<String> value = container.environment().get(name).flatMap(Variable::value);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        container.field().budget().spendText(value.get().length());
        List<Reference> found = new ArrayList<>();
        Whitespace.split(value.get(), word -> {
            if (found.isEmpty()) {
                in(word, reference).ifPresent(found::add);
            }
        });
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
    }

    /** In the first option that stands in the word: all that follows its equals sign is its value. */
    private static Optional<Reference> in(String word, Pattern reference) {
        int at = word.indexOf(OPTION);
        while (at >= 0) {
            int end = at + OPTION.length();
            while (end < word.length() && isKeyPart(word.charAt(end))) {
                end++;
            }
            if (end > at + OPTION.length() && word.startsWith("=", end)) {
                String key = word.substring(at + 2, end);
                if (word.indexOf('$', end) < 0) {
                    return Optional.empty();
                }
                Matcher matcher = reference.matcher(word);
                return matcher.find(end) ? Optional.of(new Reference(key, matcher.group(1))) : Optional.empty();
            }
            at = word.indexOf(OPTION, end);
        }
        return Optional.empty();
    }

    private static boolean isKeyPart(char c) {
        return c == '.'
                || c == '-'
                || c == '_'
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9');
    }

    /** A script of the container's own may read the variable and write it anew. */
    private static boolean mayBeExpanded(Container container, String name) {
        return Iterables.any(container.words(), word -> word.contains(name));
    }

    /** The kubelet replaces references in env only, not in what envFrom supplies. */
    private static void unknown(Container container, String name, Reference match, Findings findings) {
        Variable variable = container.environment().get(name).orElseThrow();
        if (!variable.source().equals("env")) {
            findings.at(container, variable.origin())
                    .asWarning()
                    .found(match.key() + " with $(" + match.name() + ") in " + name)
                    .wanted("a value in which nothing has to be replaced")
                    .fix("write ${" + match.name() + "} where Alluxio's entry point reads it, or set " + name
                            + " in env");
        }
    }
}
