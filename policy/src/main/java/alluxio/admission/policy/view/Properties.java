package alluxio.admission.policy.view;

import alluxio.admission.policy.view.Environment.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the JVM of one container gets: Alluxio properties and flags, from where Alluxio and the JVM really read them. The
 * order in which they win, lowest first: the site properties file, {@code JAVA_TOOL_OPTIONS}, {@code ALLUXIO_JAVA_OPTS},
 * the role's own variable, the command line. Source: {@code libexec/alluxio-config.sh} and {@code entrypoint.sh} of 2.x.
 */
public final class Properties {

    /**
     * @param origin the entry of the submitted object that it comes from
     * @param source in words: {@code ALLUXIO_JAVA_OPTS in ConfigMap alluxio-config}
     */
    public record Property(String key, String value, Field origin, String source) {}

    /** A flag such as {@code -Xmx1g}, where it stands. */
    public record Flag(String text, Field origin, String source) {}

    /** {@code ${NAME}} of a variable that the container does not have; the shell puts nothing in its place. */
    public record Unresolved(String name, Field origin, String source) {}

    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final List<Flag> flags = new ArrayList<>();
    private final List<Unresolved> unresolved = new ArrayList<>();
    private final TreeSet<String> unseen = new TreeSet<>();
    private final Container container;

    private Properties(Container container) {
        this.container = container;
    }

    static Properties of(Container container) {
        Properties properties = new Properties(container);
        properties.read();
        return properties;
    }

    private void read() {
        SiteFile.of(container)
                .ifPresentOrElse(
                        file -> {
                            file.unseen().ifPresent(unseen::add);
                            file.properties().forEach(p -> properties.put(p.key(), p));
                        },
                        () -> {});
        for (String name : OptionVariables.of(container)) {
            container.environment().get(name).ifPresent(this::options);
            if (!container.environment().isKnown(name)) {
                unseen.add(whyUnknown(name));
            }
        }
        for (String list : List.of("command", "args")) {
            for (Field word : container.field().at(list).items()) {
                option(container.environment().expand(word.string()), word, list);
            }
        }
    }

    private String whyUnknown(String name) {
        return container
                .environment()
                .get(name)
                .map(variable -> name + " from " + variable.source() + " (valueFrom)")
                .orElseGet(() -> String.join(", ", container.environment().unseen()));
    }

    private void options(Variable variable) {
        String source =
                variable.source().equals("env") ? variable.name() : variable.name() + " of " + variable.source();
        String value = variable.value().orElse("");
        String text = OptionVariables.isExpandedByShell(container, variable.name())
                ? Expansion.shell(value, name -> shellValue(name, variable.origin(), source))
                : value;
        Optional<String> single = OptionVariables.propertyOf(variable.name());
        if (single.isPresent()) {
            if (!text.isEmpty()) {
                properties.put(single.get(), new Property(single.get(), text, variable.origin(), source));
            }
            return;
        }
        for (String word : text.split("\\s+", -1)) {
            option(unquoted(word), variable.origin(), source);
        }
    }

    private String shellValue(String name, Field origin, String source) {
        Environment environment = container.environment();
        if (environment.get(name).isEmpty() && environment.unseen().isEmpty()) {
            unresolved.add(new Unresolved(name, origin, source));
        }
        return environment.get(name).flatMap(Variable::value).orElse("");
    }

    private void option(String word, Field origin, String source) {
        if (!word.startsWith("-")) {
            return;
        }
        flags.add(new Flag(word, origin, source));
        if (word.startsWith("-D") && word.indexOf('=') > 2) {
            String key = word.substring(2, word.indexOf('='));
            // A later one wins, and takes the later place.
            properties.remove(key);
            properties.put(key, new Property(key, word.substring(word.indexOf('=') + 1), origin, source));
        }
    }

    private static String unquoted(String word) {
        return word.replaceAll("[\"']", "");
    }

    public Optional<Property> get(String key) {
        return Optional.ofNullable(properties.get(key));
    }

    /** The value of the first of these keys that is set: a property and its older names. */
    public Optional<Property> first(String... keys) {
        return List.of(keys).stream().flatMap(key -> get(key).stream()).findFirst();
    }

    /** Whether the last word on it is "true"; false also when nobody sets it. */
    public boolean isTrue(String key) {
        return get(key).filter(p -> p.value().equalsIgnoreCase("true")).isPresent();
    }

    public List<Property> all() {
        return List.copyOf(properties.values());
    }

    /** All options, also the properties, in the order in which the JVM gets them. */
    public List<Flag> flags() {
        return List.copyOf(flags);
    }

    /** The last flag that starts so, such as {@code -Xmx}: the one that counts. */
    public Optional<Flag> flag(String start) {
        return flags.stream().filter(flag -> flag.text().startsWith(start)).reduce((_, last) -> last);
    }

    public List<Unresolved> unresolved() {
        return List.copyOf(unresolved);
    }

    /** What could hold more and is not seen; empty when nothing is missing. A rule that needs more says "not judged". */
    public List<String> unseen() {
        return List.copyOf(unseen);
    }

    public boolean isComplete() {
        return unseen.isEmpty();
    }
}
