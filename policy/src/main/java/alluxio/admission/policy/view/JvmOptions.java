package alluxio.admission.policy.view;

import alluxio.admission.policy.view.ContainerEnvironment.Variable;
import java.util.ArrayList;
import java.util.Collections;
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
public final class JvmOptions {

    /**
     * @param origin the entry of the submitted object that it comes from
     * @param source in words: {@code ALLUXIO_JAVA_OPTS in ConfigMap alluxio-config}
     */
    public record Property(String key, String value, Field origin, String source) {}

    /** A flag such as {@code -Xmx1g}, where it stands. */
    public record Flag(String text, Field origin, String source) {}

    /** {@code ${NAME}} of a variable that the container does not have; the shell puts nothing in its place. */
    public record Unresolved(String name, Field origin, String source) {}

    private static final String SCRIPT = "/opt/alluxio/conf/alluxio-env.sh";
    private static final List<String> FOLDER_KEYS = List.of("alluxio.conf.dir", "alluxio.site.conf.dir");

    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final List<Flag> flags = new ArrayList<>();
    private final List<Unresolved> unresolved = new ArrayList<>();
    private final TreeSet<String> unseen = new TreeSet<>();
    private final Container container;

    private JvmOptions(Container container) {
        this.container = container;
    }

    static JvmOptions of(Container container) {
        JvmOptions properties = new JvmOptions(container);
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
        for (CommandLine.Word word : container.commandLine().words()) {
            option(word.text(), word.at(), word.list());
            if (!word.known()) {
                unseen.add("the value of references in " + word.list() + " (too long)");
            }
        }
        scripts();
    }

    /** A script may export anything before the process starts: one in the command, or one that is mounted. */
    private void scripts() {
        if (container.words().stream().anyMatch(JvmOptions::isScript)) {
            unseen.add("what the script in its command sets");
        }
        container.mountOf(SCRIPT).filter(mount -> mount.path().equals(SCRIPT)).ifPresent(mount -> unseen.add(SCRIPT));
        FOLDER_KEYS.stream().filter(properties::containsKey).forEach(key -> unseen.add("the folder in " + key));
    }

    private static boolean isScript(String word) {
        return word.strip().chars().anyMatch(MessageText::isSpace);
    }

    private String whyUnknown(String name) {
        return container
                .environment()
                .get(name)
                .map(Variable::whyUnknown)
                .orElseGet(() -> MessageText.list(container.environment().unseen()));
    }

    private void options(Variable variable) {
        String source =
                variable.source().equals("env") ? variable.name() : variable.name() + " of " + variable.source();
        String value = variable.value().orElse("");
        Optional<String> text = OptionVariables.isExpandedByShell(container, variable.name())
                ? container
                        .expansion()
                        .shell(value, name -> shellValue(name, variable.origin(), source))
                        .text()
                : Optional.of(value);
        if (text.isEmpty()) {
            unseen.add("what the shell makes of " + variable.name() + " (too long)");
            return;
        }
        Optional<String> single = OptionVariables.propertyOf(variable.name());
        if (single.isEmpty()) {
            container.field().budget().spendText(text.get().length());
            MessageText.split(text.get(), word -> option(unquoted(word), variable.origin(), source));
        } else if (!text.get().isEmpty()) {
            properties.put(single.get(), new Property(single.get(), text.get(), variable.origin(), source));
        }
    }

    private String shellValue(String name, Field origin, String source) {
        ContainerEnvironment environment = container.environment();
        Optional<Variable> variable = environment.get(name);
        if (variable.isEmpty() && environment.unseen().isEmpty()) {
            unresolved.add(new Unresolved(name, origin, source));
        }
        if (variable.isPresent() && variable.get().value().isEmpty()) {
            unseen.add(variable.get().whyUnknown());
        }
        return variable.flatMap(Variable::value).orElse("");
    }

    private void option(String word, Field origin, String source) {
        container.field().budget().spend(1);
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
        return word.indexOf('"') < 0 && word.indexOf('\'') < 0
                ? word
                : word.replace("\"", "").replace("'", "");
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
        return Collections.unmodifiableList(new ArrayList<>(properties.values()));
    }

    /** All options, also the properties, in the order in which the JVM gets them. */
    public List<Flag> flags() {
        return Collections.unmodifiableList(flags);
    }

    /** The last flag that starts so, such as {@code -Xmx}: the one that counts. */
    public Optional<Flag> flag(String start) {
        container.field().budget().spend(1 + flags.size());
        return flags.stream().filter(flag -> flag.text().startsWith(start)).reduce((_, last) -> last);
    }

    public List<Unresolved> unresolved() {
        return Collections.unmodifiableList(unresolved);
    }

    /** What could hold more and is not seen; empty when nothing is missing. A rule that needs more says "not judged". */
    public List<String> unseen() {
        return List.copyOf(unseen);
    }

    /** The same for messages: the first few. */
    public String unseenText() {
        return MessageText.list(unseen);
    }

    public boolean isComplete() {
        return unseen.isEmpty();
    }
}
