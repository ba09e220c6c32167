package alluxio.admission.policy.rules.ports;

import alluxio.admission.policy.Findings;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Field;
import alluxio.admission.policy.view.Properties;
import alluxio.admission.policy.view.Properties.Property;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A port that a process listens on, and its container shall declare. */
final class DeclaredPort {
    /** Those of all of Alluxio's processes, of all releases: none of them is another one that was moved. */
    private static final Set<Integer> WELL_KNOWN = Set.of(
            19998, 19999, 19200, 20001, 20002, 20003, 29996, 29998, 29999, 30000, 30001, 30002, 30003, 39999, 45600,
            49999);

    private final String name;
    private final String property;
    private final int[] defaults;

    /** @param defaults of the property; one of them is enough */
    DeclaredPort(String name, String property, int... defaults) {
        this.name = name;
        this.property = property;
        this.defaults = defaults.clone();
    }

    void require(Container container, Findings findings) {
        missing(container, findings)
                .ifPresent(found ->
                        findings.report(container, ports(container), found, wanted(container), fix(container)));
    }

    void recommend(Container container, Findings findings) {
        missing(container, findings)
                .ifPresent(
                        found -> findings.warn(container, ports(container), found, wanted(container), fix(container)));
    }

    /** What is declared instead; empty when nothing is missing, or nobody can tell. */
    private Optional<String> missing(Container container, Findings findings) {
        Properties properties = container.properties();
        Optional<String> set = properties.get(property).map(Property::value);
        boolean declared = set.map(value -> declares(container, value))
                .orElseGet(() -> Arrays.stream(defaults).anyMatch(container::declares));
        if (declared) {
            return Optional.empty();
        }
        if (set.isEmpty() && !properties.isComplete() && hasOther(container)) {
            findings.notJudged(container, property + " may be in " + String.join(", ", properties.unseen()));
            return Optional.empty();
        }
        return Optional.of(container.ports().isEmpty() ? "no ports" : "containerPorts " + declared(container));
    }

    private static boolean declares(Container container, String value) {
        return container.ports().stream()
                .anyMatch(port -> port.at("containerPort").shown().equals(value));
    }

    private static boolean hasOther(Container container) {
        return container.ports().stream()
                .anyMatch(port ->
                        !WELL_KNOWN.contains(port.at("containerPort").integer().orElse(0)));
    }

    private static String declared(Container container) {
        return container.ports().stream()
                .map(port -> port.at("containerPort").shown())
                .collect(Collectors.joining(", "));
    }

    private String number(Container container) {
        return container.properties().get(property).map(Property::value).orElse(Integer.toString(defaults[0]));
    }

    private String wanted(Container container) {
        boolean set = container.properties().get(property).isPresent();
        return "containerPort " + number(container) + " (" + name + (set ? ", as " + property + " says" : "") + ")";
    }

    private String fix(Container container) {
        return "add {name: " + name + ", containerPort: " + number(container) + "} to the container's ports";
    }

    private static Field ports(Container container) {
        return container.field().at("ports");
    }
}
