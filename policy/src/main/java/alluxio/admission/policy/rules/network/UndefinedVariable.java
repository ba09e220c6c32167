package alluxio.admission.policy.rules.network;

import alluxio.admission.model.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Field;
import alluxio.admission.policy.view.MasterAddresses;
import alluxio.admission.policy.view.Properties.Property;
import alluxio.admission.policy.view.Properties.Unresolved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options only refer to variables that the container has.
 *
 * <p><b>Restricted fields:</b> {@code ${NAME}} and {@code $(NAME)} in the {@code -Dalluxio} options of {@code env} and
 * {@code envFrom}.
 *
 * <p><b>Allowed values:</b> in variables that begin with {@code ALLUXIO_}, in Alluxio's own containers, {@code ${NAME}} of any
 * variable of the container; everywhere {@code $(NAME)} of a variable that stands earlier in the same {@code env}, or in
 * {@code envFrom}. It is refused where the master's address is lost by it, and where Java gets {@code ${NAME}} itself; else it
 * is a warning.
 *
 * <p><b>Why:</b> {@code ${NAME}} of an unknown variable becomes nothing, and a {@code $(NAME)} that Kubernetes does not know
 * stays as it is. Java expands neither: Alluxio takes {@code ${NAME}} for one of its properties and fails with "Invalid
 * property key".
 *
 * <p><b>Source:</b> {@code entrypoint.sh} of 2.x; Alluxio issue 11544; the templates of 2.2.0 refer to
 * {@code ALLUXIO_MASTER_HOSTNAME}, which their master does not have.
 */
public final class UndefinedVariable implements Rule {
    private static final Pattern KUBELET = Pattern.compile("(?<!\\$)\\$\\(([A-Za-z_][A-Za-z0-9_.-]*)\\)");
    private static final Pattern LITERAL = Pattern.compile("-D(alluxio\\.[a-z0-9.]+)=\\S*\\$\\{([A-Z][A-Z0-9_]*)\\}");

    /** What only the manifest can define: an image or a Service may define others. */
    private static final Pattern OURS = Pattern.compile("ALLUXIO_[A-Z_]*HOSTNAME");

    private static final List<String> ADDRESSES =
            List.of(MasterAddresses.RPC_ADDRESSES, MasterAddresses.JOURNAL_ADDRESSES, MasterAddresses.HOSTNAME);

    /** Of which other rules say that they are missing, or must not be there. */
    private static final String CONTAINER_HOSTNAME = "alluxio.worker.container.hostname";

    private static final List<String> OF_CLIENTS = List.of("alluxio.user.hostname", "alluxio.locality.node");

    @Override
    public RuleInfo info() {
        return RuleInfo.deny(
                "undefined-variable",
                "A reference to a variable that the container does not have leaves the option empty or as it is written.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.pod().ifPresent(pod -> {
            List<Container> all = new ArrayList<>(pod.applications());
            all.addAll(Hosts.processes(subject, Role.values()));
            for (Container container : all) {
                kubelet(container, findings);
                container
                        .environment()
                        .get("JAVA_TOOL_OPTIONS")
                        .ifPresent(v -> literal(container, v.origin(), v.value().orElse(""), findings));
            }
            Hosts.processes(subject, Role.values()).forEach(container -> shell(container, findings));
        });
    }

    private static void kubelet(Container container, Findings findings) {
        Set<String> earlier = new HashSet<>();
        List<Field> env = container.field().at("env").items();
        List<String> own = env.stream().map(entry -> entry.at("name").string()).toList();
        for (Field entry : env) {
            Matcher reference = KUBELET.matcher(entry.at("value").string());
            while (entry.at("value").string().contains("-Dalluxio.") && reference.find()) {
                String name = reference.group(1);
                boolean later = own.contains(name) && !earlier.contains(name);
                boolean fromMap = container
                        .environment()
                        .get(name)
                        .filter(v -> !v.source().equals("env"))
                        .isPresent();
                if (!earlier.contains(name) && !fromMap) {
                    unknown(container, entry, name, later, findings);
                }
            }
            earlier.add(entry.at("name").string());
        }
    }

    private static void unknown(Container container, Field entry, String name, boolean later, Findings findings) {
        if (!container.environment().unseen().isEmpty()) {
            findings.notJudged(
                    container,
                    name + " may be in "
                            + String.join(", ", container.environment().unseen()));
            return;
        }
        String found = "$(" + name + "), which is " + (later ? "defined after it" : "not defined");
        String fix = later
                ? "move " + name + " before " + entry.name() + " in env"
                : "define " + name + " before " + entry.name() + " in env";
        say(container, entry, losesMaster(container, "$(" + name + ")"), found, fix, findings);
    }

    /** Java gets it as it is, and Alluxio looks for a property of that name. */
    private static void literal(Container container, Field origin, String value, Findings findings) {
        Matcher matcher = LITERAL.matcher(value);
        if (matcher.find()) {
            String name = matcher.group(2);
            findings.report(
                    container,
                    origin,
                    "${" + name + "} in -D" + matcher.group(1) + ", which Java does not expand",
                    "$(" + name + ")",
                    "write $(" + name + "), and define " + name + " earlier in the same env");
        }
    }

    private static void shell(Container container, Findings findings) {
        Set<String> said = new HashSet<>();
        for (Unresolved unresolved : container.properties().unresolved()) {
            String name = unresolved.name();
            Optional<String> key = keyOf(container, unresolved);
            boolean others = key.filter(
                            k -> k.equals(CONTAINER_HOSTNAME) || (container.is(Role.MASTER) && OF_CLIENTS.contains(k)))
                    .isPresent();
            if (OURS.matcher(name).matches() && key.isPresent() && !others && said.add(name)) {
                boolean lost = ADDRESSES.contains(key.get()) && losesMaster(container, "");
                String found = "${" + name + "} in -D" + key.get() + ", and no such variable";
                String fix = "define " + name + " in the container's env";
                say(container, container.field().at("env"), lost, found, fix, findings);
            }
        }
    }

    /** The property whose whole value the reference was meant to be. */
    private static Optional<String> keyOf(Container container, Unresolved unresolved) {
        String variable = unresolved.source().split(" of ", 2)[0];
        String text =
                container.environment().get(variable).flatMap(v -> v.value()).orElse("");
        Matcher key = Pattern.compile("-D([a-z0-9.]+)=\\$\\{?" + unresolved.name() + "\\b")
                .matcher(text);
        return key.find() ? Optional.of(key.group(1)) : Optional.empty();
    }

    /** Whether a process is left without the master's address, and no master is in its pod. */
    private static boolean losesMaster(Container container, String value) {
        boolean needs = container.is(Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY)
                && !Hosts.hasMaster(container.pod())
                && container.properties().isComplete();
        Optional<Property> from = MasterAddresses.of(container.properties()).from();
        return needs
                && (value.isEmpty()
                        ? from.isEmpty()
                        : from.filter(p -> p.value().contains(value)).isPresent());
    }

    private static void say(Container container, Field at, boolean lost, String found, String fix, Findings findings) {
        if (lost) {
            findings.report(container, at, found, "a variable that the container has", fix);
        } else {
            findings.warn(container, at, found, "a variable that the container has", fix);
        }
    }
}
