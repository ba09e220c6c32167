package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.policy.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A port that a process listens on, and its container shall declare. */
final class DeclaredPort {
    private final String name;
    private final String property;
    private final List<Integer> defaults;

    private DeclaredPort(AlluxioPort port, List<Integer> defaults) {
        this.name = port.portName();
        this.property = port.property();
        this.defaults = defaults;
    }

    /** @param former numbers that are as good */
    static DeclaredPort of(AlluxioPort port, int... former) {
        List<Integer> defaults = new ArrayList<>();
        defaults.add(port.number());
        for (int number : former) {
            defaults.add(number);
        }
        return new DeclaredPort(port, defaults);
    }

    /** Whether the container does not declare it, though it certainly listens on it. */
    boolean isMissing(Container container) {
        return !isDeclared(container) && !mayBeAnother(container);
    }

    void require(Container container, Findings findings) {
        missing(container, findings)
                .ifPresent(found -> findings.at(container, ports(container))
                        .found(found)
                        .wanted(wanted(container))
                        .fix(fix(container)));
    }

    /** One that declares nothing at all is one fault: that of the required port. */
    void recommend(Container container, Findings findings) {
        if (container.ports().isEmpty()) {
            return;
        }
        missing(container, findings)
                .ifPresent(found -> findings.at(container, ports(container))
                        .asWarning()
                        .found(found)
                        .wanted(wanted(container))
                        .fix(fix(container)));
    }

    /** What is declared instead; empty when nothing is missing, or nobody can tell. */
    private Optional<String> missing(Container container, Findings findings) {
        if (isDeclared(container)) {
            return Optional.empty();
        }
        if (mayBeAnother(container)) {
            findings.notJudged(
                    container, property + " may be in " + container.options().unseenText());
            return Optional.empty();
        }
        return Optional.of(container.ports().isEmpty() ? "no ports" : "containerPorts " + declared(container));
    }

    private boolean isDeclared(Container container) {
        return container
                .options()
                .get(property)
                .map(set -> declares(container, set.value()))
                .orElseGet(() -> Iterables.any(defaults, container.ports()::has));
    }

    private boolean mayBeAnother(Container container) {
        JvmOptions properties = container.options();
        return properties.get(property).isEmpty() && !properties.isComplete() && hasOther(container);
    }

    private static boolean declares(Container container, String value) {
        return Iterables.any(
                container.ports().fields(),
                port -> port.at("containerPort").shown().equals(value));
    }

    private static boolean hasOther(Container container) {
        return Iterables.any(
                container.ports().fields(),
                port -> !AlluxioPort.isWellKnown(
                        port.at("containerPort").integer().orElse(0)));
    }

    private static String declared(Container container) {
        return MessageText.list(Iterables.map(
                container.ports().fields(), port -> port.at("containerPort").shown()));
    }

    private String number(Container container) {
        return container.options().get(property).map(Property::value).orElse(Integer.toString(defaults.getFirst()));
    }

    private String wanted(Container container) {
        boolean set = container.options().get(property).isPresent();
        return "containerPort " + number(container) + " (" + name + (set ? ", as " + property + " says" : "") + ")";
    }

    /** All ports at once for a container that declares none. */
    private static String all(Container container) {
        List<String> ports =
                Iterables.map(Iterables.filter(ListeningPorts.of(container), port -> !port.isJournal()), listening -> {
                    DeclaredPort port = DeclaredPort.of(listening);
                    return "{name: " + port.name + ", containerPort: " + port.number(container) + "}";
                });
        return "add ports: [" + String.join(", ", ports) + "] to the container";
    }

    private String fix(Container container) {
        if (container.ports().isEmpty()) {
            return all(container);
        }
        return "add {name: " + name + ", containerPort: " + number(container) + "} to the container's ports";
    }

    private static Field ports(Container container) {
        return container.field().at("ports");
    }
}
