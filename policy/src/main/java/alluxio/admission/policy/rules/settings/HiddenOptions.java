package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.OptionVariables;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.rules.settings.SettingsText.PropertyAssignment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A variable in {@code env} hides no options of the ConfigMap in {@code envFrom}.
 *
 * <p><b>Restricted fields:</b> {@code ALLUXIO_JAVA_OPTS} and the role's own variable in {@code env} of Alluxio's containers,
 * where a ConfigMap that is seen has the same key.
 *
 * <p><b>Allowed values:</b> what sets each property that the ConfigMap sets there and that matters to the role, or refers to
 * the ConfigMap's value as {@code $(ALLUXIO_JAVA_OPTS)}. It is a warning.
 *
 * <p><b>Why:</b> for one name, {@code env} wins and the ConfigMap's value is gone: FUSE in the templates of 2.0.1 lost the
 * master's address this way, and looked for a master in its own pod.
 *
 * <p><b>Source:</b> the kubelet's {@code makeEnvironmentVariables}; the FUSE template of 2.0.1 and its correction in 2.1.
 */
public final class HiddenOptions implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "hidden-options",
                    "A variable in env replaces that of the ConfigMap whole: what only the ConfigMap sets, such as the "
                            + "master's address, is lost.")
            .forRoles(Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY);

    private static final Set<String> FOR_ALL = Set.of(
            PropertyKeys.MASTER_HOSTNAME,
            PropertyKeys.MASTER_RPC_PORT,
            PropertyKeys.MASTER_RPC_ADDRESSES,
            PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES,
            PropertyKeys.DOMAIN_SOCKET_AS_UUID);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container container :
                object.containers(Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY)) {
            // A name may be there several times.
            Map<String, List<String>> lost = new HashMap<>();
            for (Field entry : container.field().at("env").items()) {
                String name = entry.at("name").string();
                if (name.endsWith(JavaOptionVariables.SUFFIX)
                        && OptionVariables.of(container).contains(name)) {
                    if (isOmitted(name, container)) {
                        findings.notJudged(container, name + " of its ConfigMap (too large)");
                        continue;
                    }
                    compare(container, entry, lost.computeIfAbsent(name, n -> lost(n, container)), findings);
                }
            }
        }
    }

    /** The entry of the last ConfigMap that has the key. */
    private static Optional<Field> hidden(String name, Container container) {
        return container.field().at("envFrom").items().stream()
                .filter(from -> name.startsWith(from.at("prefix").string()))
                .flatMap(from -> container
                        .pod()
                        .configMap(from.at("configMapRef", "name").string())
                        .stream()
                        .map(map -> map.at(
                                "data",
                                name.substring(from.at("prefix").string().length()))))
                .filter(Field::exists)
                .reduce((_, last) -> last);
    }

    private static boolean isOmitted(String name, Container container) {
        return hidden(name, container).filter(Field::isOmitted).isPresent();
    }

    private static List<String> lost(String name, Container container) {
        return hidden(name, container).stream()
                .flatMap(hidden -> SettingsText.in(hidden.string()).stream())
                .map(PropertyAssignment::key)
                .filter(key -> container.options().get(key).isEmpty() && matters(key, container))
                .distinct()
                .toList();
    }

    private static void compare(Container container, Field entry, List<String> lost, Findings findings) {
        if (lost.isEmpty()) {
            return;
        }
        String name = entry.at("name").string();
        if (!container.options().isComplete()) {
            findings.notJudged(container, container.options().unseenText());
            return;
        }
        findings.at(container, entry)
                .found(name + " in env replaces that of the ConfigMap, so " + lost.getFirst()
                        + (lost.size() > 1 ? " and " + (lost.size() - 1) + " more are" : " is") + " not set")
                .wanted("the options of the ConfigMap as well")
                .fix("begin the value in env with $(" + name + "), which stands for the ConfigMap's value, or use "
                        + other(container, name));
    }

    private static String other(Container container, String name) {
        return OptionVariables.ofRole(container)
                        .filter(own -> !own.equals(name))
                        .orElse(
                                name.equals(JavaOptionVariables.ALL_ROLES)
                                        ? JavaOptionVariables.JAVA_TOOL_OPTIONS
                                        : JavaOptionVariables.ALL_ROLES)
                + " for these options";
    }

    /** What is of another role is not missed. */
    private static boolean matters(String key, Container container) {
        if (FOR_ALL.contains(key)) {
            return true;
        }
        boolean masters = key.startsWith(PropertyKeys.MASTER_PREFIX) && !container.is(Role.MASTER);
        boolean workers = key.startsWith(PropertyKeys.WORKER_PREFIX) && !container.is(Role.WORKER, Role.JOB_WORKER);
        boolean jobs = key.startsWith(PropertyKeys.JOB_PREFIX) && !container.is(Role.JOB_MASTER, Role.JOB_WORKER);
        // The charts of 2.1 set these to what they are anyway.
        return !masters && !workers && !jobs && !key.endsWith(".bind.host");
    }
}
