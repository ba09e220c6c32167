package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.PropertyHistory;
import alluxio.admission.model.alluxio.PropertyTypes;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerEnvironment.Variable;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.OptionVariables;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Properties are set as options, and not as variables of their own.
 *
 * <p><b>Restricted fields:</b> variables in the environment of Alluxio's containers that have the name of a property, such as
 * {@code ALLUXIO_WORKER_RPC_PORT}, also those of a ConfigMap that is seen.
 *
 * <p><b>Allowed values:</b> those that a script of 2.x reads ({@code ALLUXIO_MASTER_HOSTNAME}, {@code
 * ALLUXIO_WORKER_RAMDISK_SIZE}, {@code ALLUXIO_WORKER_TIEREDSTORE_LEVEL0_DIRS_PATH} and a few more), those that the command or
 * another variable mentions, those from a field of the pod, and values such as {@code tcp://…}, which Kubernetes gives for
 * Services. Not judged where the command is not that of the image, or where a source of variables is not seen. It is a warning.
 *
 * <p><b>Why:</b> the images of 1.x made a property of each such variable. Those of 2.x do not, and no error says so.
 *
 * <p><b>Source:</b> {@code alluxio.cli.GetConfKey} and {@code entrypoint.sh} of 1.8; {@code entrypoint.sh} and {@code
 * alluxio-config.sh} of 2.0 to 2.10.
 */
public final class PropertyVariable implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
            "property-variable",
            "The images of Alluxio 2 make no property of this variable, so the setting has no effect, and no error says so.");

    private static final Pattern MENTION = Pattern.compile("ALLUXIO_[A-Z0-9_]*+");

    /** Read by scripts besides those that make a property: whether and where a folder is, and who gets the logs. */
    private static final Set<String> READ = Stream.of(
                    "WORKER_TIEREDSTORE_LEVEL0_DIRS_PATH",
                    "UNDERFS_ADDRESS",
                    "LOGSERVER_HOSTNAME",
                    "LOGSERVER_PORT",
                    "LOGSERVER_LOGS_DIR",
                    "LOGS_DIR",
                    "USER_LOGS_DIR",
                    "CONF_DIR",
                    "HOME")
            .map(JavaOptionVariables.PREFIX::concat)
            .collect(Collectors.toUnmodifiableSet());

    private static final Derived<Container, Set<String>> MENTIONED = Derived.of(PropertyVariable::mentioned);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Iterables.forEach(
                object.startedContainers(),
                c -> c.isAlluxioImage() && c.role().isPresent() && c.runsProcess(),
                c -> container(c, findings));
    }

    private static void container(Container container, Findings findings) {
        for (Variable variable : container.environment().variables().values()) {
            Optional<String> property = PropertyTypes.ofVariable(variable.name());
            if (property.isEmpty() || isRead(variable)) {
                continue;
            }
            if (!container.options().isComplete()) {
                findings.notJudged(container, container.options().unseenText());
                return;
            }
            if (!container.get(MENTIONED).contains(variable.name())) {
                report(container, variable, property.get(), findings);
            }
        }
    }

    private static void report(Container container, Variable variable, String property, Findings findings) {
        String key = container
                .release()
                .flatMap(release -> PropertyHistory.of(property, release))
                .flatMap(PropertyHistory.PropertyChange::successor)
                .orElse(property);
        findings.at(container, variable.origin())
                .found(variable.name() + " from " + variable.source())
                .wanted("-D" + key)
                .fix("set -D" + key + " in "
                        + OptionVariables.ofRole(container).orElse(JavaOptionVariables.ALL_ROLES)
                        + " instead of the variable");
    }

    private static boolean isRead(Variable variable) {
        return READ.contains(variable.name())
                || JavaOptionVariables.properties().containsKey(variable.name())
                || variable.value().isEmpty()
                || variable.value().get().isBlank()
                || variable.value().get().startsWith("tcp://")
                || variable.value().get().startsWith("{");
    }

    /** The names of such variables in the command line and in the values of others. */
    private static Set<String> mentioned(Container container) {
        Set<String> names = new HashSet<>();
        Stream.concat(
                        // As written: in the words of the container such references are replaced.
                        container.commandLine().words().stream()
                                .map(word -> word.at().string()),
                        Stream.concat(
                                container.environment().variables().values().stream()
                                        .flatMap(variable -> variable.value().stream()),
                                container.field().at("env").items().stream()
                                        .map(entry -> entry.at("value").string())))
                .forEach(text -> {
                    container.field().budget().spendText(text.length());
                    Matcher matcher = MENTION.matcher(text);
                    while (matcher.find()) {
                        names.add(matcher.group());
                    }
                });
        return names;
    }
}
