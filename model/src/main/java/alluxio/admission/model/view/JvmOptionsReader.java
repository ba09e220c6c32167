package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.view.ContainerEnvironment.Variable;
import alluxio.admission.model.view.JvmOptions.Flag;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.JvmOptions.Unresolved;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the options of a container's JVM from where they can be set. The later of these wins: the site properties file,
 * {@code JAVA_TOOL_OPTIONS}, {@code ALLUXIO_JAVA_OPTS}, the role's own variable, the command line. Source:
 * {@code libexec/alluxio-config.sh} and {@code entrypoint.sh} of 2.x.
 */
final class JvmOptionsReader {
    private static final List<String> FOLDER_KEYS = List.of(PropertyKeys.CONF_DIR, PropertyKeys.SITE_CONF_DIR);

    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final List<Flag> flags = new ArrayList<>();
    private final List<Unresolved> unresolved = new ArrayList<>();
    private final TreeSet<String> unseen = new TreeSet<>();
    private final Container container;

    private JvmOptionsReader(Container container) {
        this.container = container;
    }

    static JvmOptions read(Container container) {
        JvmOptionsReader reader = new JvmOptionsReader(container);
        reader.read();
        return new JvmOptions(
                reader.properties,
                reader.flags,
                reader.unresolved,
                new UnseenOfContainer(container, reader.unseen),
                container.field().budget());
    }

    private void read() {
        SiteFile.of(container).ifPresent(file -> {
            file.unseen().ifPresent(unseen::add);
            file.properties().forEach(p -> properties.put(p.key(), p));
        });
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
        if (Iterables.any(container.words(), JvmOptionsReader::isScript)) {
            unseen.add("what the script in its command sets");
        }
        container
                .mountOf(AlluxioPaths.ENV_SCRIPT)
                .filter(mount -> mount.path().equals(AlluxioPaths.ENV_SCRIPT))
                .ifPresent(mount -> unseen.add(AlluxioPaths.ENV_SCRIPT));
        Iterables.forEach(FOLDER_KEYS, properties::containsKey, key -> unseen.add("the folder in " + key));
    }

    private static boolean isScript(String word) {
        return Whitespace.isIn(word.strip());
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
            Whitespace.split(text.get(), word -> option(unquoted(word), variable.origin(), source));
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
}
