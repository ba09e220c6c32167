package alluxio.admission.policy.rules.network;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerEnvironment.Variable;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.JvmOptions.Unresolved;
import alluxio.admission.model.view.MasterAddresses;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.OptionVariables;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Options only refer to variables that the container has.
 *
 * <p><b>Restricted fields:</b> {@code ${NAME}} and {@code $(NAME)} in the {@code -Dalluxio} options of {@code env} and
 * {@code envFrom}.
 *
 * <p><b>Allowed values:</b> in variables that begin with {@code ALLUXIO_}, in Alluxio's own containers, {@code ${NAME}} of
 * any variable of the container; everywhere {@code $(NAME)} of a variable that stands earlier in the same {@code env}, or in
 * {@code envFrom}. It is refused where the master's address is lost by it; else it is a warning.
 *
 * <p><b>Why:</b> {@code ${NAME}} of an unknown variable becomes nothing, and a {@code $(NAME)} that Kubernetes does not know
 * stays as it is.
 *
 * <p><b>Source:</b> {@code entrypoint.sh} of 2.x; the templates of 2.2.0 refer to
 * {@code ALLUXIO_MASTER_HOSTNAME}, which their master does not have.
 */
public final class UndefinedVariable implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
            "undefined-variable",
            "A reference to a variable that the container does not have leaves the option empty or as it is written.");

    private static final String OPTION = "-D" + PropertyKeys.PREFIX;
    private static final String WANTED = "a variable that the container has";
    private static final Pattern KUBELET = Pattern.compile("(?<!\\$)\\$\\(([A-Za-z_][A-Za-z0-9_.-]*+)\\)");

    private static final Pattern NAMED = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_.-]*+)\\)");

    /** A property whose value begins with a reference for the shell. */
    private static final Pattern REFERENCE = Pattern.compile("-D([a-z0-9.]++)=\\$\\{?([A-Za-z_][A-Za-z0-9_]*+)");

    private static final Derived<Container, MasterAddresses> MASTERS =
            Derived.of(container -> MasterAddresses.of(container.options()));
    /** The names that the master's address refers to, as it is written. */
    private static final Derived<Container, Set<String>> IN_ADDRESS = Derived.of(container -> container
            .get(MASTERS)
            .from()
            .map(property -> NAMED.matcher(property.value())
                    .results()
                    .map(reference -> reference.group(1))
                    .collect(Collectors.toUnmodifiableSet()))
            .orElse(Set.of()));

    private static final Derived<Container, Map<String, Map<String, String>>> KEYS =
            Derived.of(UndefinedVariable::keys);

    /** What only the manifest can define: an image or a Service may define others. */
    private static final Pattern OURS = Pattern.compile("ALLUXIO_[A-Z_]*HOSTNAME");

    private static final List<String> ADDRESSES = List.of(
            PropertyKeys.MASTER_RPC_ADDRESSES,
            PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES,
            PropertyKeys.MASTER_HOSTNAME);

    private static final List<String> OF_CLIENTS = List.of(PropertyKeys.USER_HOSTNAME, PropertyKeys.LOCALITY_NODE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.pod().ifPresent(pod -> {
            List<Container> all = new ArrayList<>(pod.applications());
            all.addAll(object.processes(Role.values()));
            for (Container container : all) {
                kubelet(container, findings);
            }
            object.processes(Role.values()).forEach(container -> shell(container, findings));
        });
    }

    private static void kubelet(Container container, Findings findings) {
        Set<String> earlier = new HashSet<>();
        List<Field> env = container.field().at("env").items();
        Set<String> own = new HashSet<>();
        env.forEach(entry -> own.add(entry.at("name").string()));
        for (Field entry : env) {
            String value = entry.at("value").string();
            container.field().budget().spendText(value.length());
            if (value.contains("$(") && value.contains(OPTION)) {
                for (String name : references(value)) {
                    if (!earlier.contains(name) && !container.environment().isFromElsewhere(name)) {
                        unknown(container, entry, name, own.contains(name), findings);
                    }
                }
            }
            earlier.add(entry.at("name").string());
        }
    }

    /** Each once, in their order. */
    private static Set<String> references(String value) {
        Set<String> names = new LinkedHashSet<>();
        Matcher reference = KUBELET.matcher(value);
        while (reference.find()) {
            names.add(reference.group(1));
        }
        return names;
    }

    private static void unknown(Container container, Field entry, String name, boolean later, Findings findings) {
        if (!container.environment().unseen().isEmpty()) {
            findings.notJudged(
                    container,
                    MessageText.cut(name) + " may be in "
                            + MessageText.list(container.environment().unseen()));
            return;
        }
        String quoted = MessageText.cut(name);
        boolean itself = entry.at("name").is(name);
        String problem = itself ? "refers to itself" : later ? "is defined after it" : "is not defined";
        String fix = itself
                ? "remove $(" + quoted + ") from the value"
                : (later ? "move " : "define ") + quoted + " before " + entry.name() + " in env";
        findings.at(container, entry)
                .asWarningUnless(losesMaster(container, name))
                .found("$(" + quoted + "), which " + problem)
                .wanted(WANTED)
                .fix(fix);
    }

    private static void shell(Container container, Findings findings) {
        Set<String> said = new HashSet<>();
        for (Unresolved unresolved : container.options().unresolved()) {
            String name = unresolved.name();
            Optional<String> key = keyOf(container, unresolved);
            boolean others = key.filter(k -> k.equals(PropertyKeys.WORKER_CONTAINER_HOSTNAME)
                            || (container.is(Role.MASTER, Role.JOB_MASTER) && OF_CLIENTS.contains(k)))
                    .isPresent();
            if (OURS.matcher(name).matches() && key.isPresent() && !others && said.add(name)) {
                boolean lost = ADDRESSES.contains(key.get()) && losesMaster(container, "");
                String found = "${" + name + "} in -D" + key.get() + " without such a variable";
                String fix = "define " + name + " in the container's env, " + origin(key.get());
                findings.at(container, container.field().at("env"))
                        .asWarningUnless(lost)
                        .found(found)
                        .wanted(WANTED)
                        .fix(fix);
            }
        }
    }

    /** Where the value of a property comes from that differs from pod to pod. */
    private static String origin(String key) {
        return switch (key) {
            case PropertyKeys.WORKER_HOSTNAME, PropertyKeys.USER_HOSTNAME, PropertyKeys.LOCALITY_NODE ->
                "from fieldRef status.hostIP";
            case PropertyKeys.WORKER_CONTAINER_HOSTNAME -> "from fieldRef status.podIP";
            case PropertyKeys.MASTER_HOSTNAME ->
                "in masters from fieldRef metadata.name, elsewhere with the name of the master's Service";
            default -> "with the value for " + key;
        };
    }

    /** The property whose whole value the reference was meant to be. */
    private static Optional<String> keyOf(Container container, Unresolved unresolved) {
        String source = unresolved.source();
        int of = source.indexOf(" of ");
        String variable = of < 0 ? source : source.substring(0, of);
        return Optional.ofNullable(
                container.get(KEYS).getOrDefault(variable, Map.of()).get(unresolved.name()));
    }

    /** By the variable of options, and by the name that is referred to: the first key with such a value. */
    private static Map<String, Map<String, String>> keys(Container container) {
        Map<String, Map<String, String>> keys = new HashMap<>();
        for (String variable : OptionVariables.of(container)) {
            String text = container
                    .environment()
                    .get(variable)
                    .flatMap(Variable::value)
                    .orElse("");
            container.field().budget().spendText(text.length());
            Map<String, String> ofVariable = new HashMap<>();
            Matcher key = REFERENCE.matcher(text);
            while (key.find()) {
                ofVariable.putIfAbsent(key.group(2), key.group(1));
            }
            keys.put(variable, ofVariable);
        }
        return keys;
    }

    /** Whether a process is left without the master's address, and no master is in its pod. */
    private static boolean losesMaster(Container container, String name) {
        boolean needs = container.is(Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY)
                && !HostNames.hasMaster(container.pod())
                && container.options().isComplete();
        Optional<Property> from = container.get(MASTERS).from();
        return needs
                && (name.isEmpty() ? from.isEmpty() : container.get(IN_ADDRESS).contains(name));
    }
}
