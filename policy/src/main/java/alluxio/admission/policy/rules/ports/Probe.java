package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A probe of a container.
 *
 * @param kind such as {@code livenessProbe}
 * @param field of the probe
 */
record Probe(Container container, String kind, Field field) {
    private static final List<String> KINDS = List.of("startupProbe", "livenessProbe", "readinessProbe");
    private static final List<String> HANDLERS = List.of("httpGet", "tcpSocket", "grpc");

    static List<Probe> of(Container container) {
        return Iterables.mapPresent(
                KINDS,
                kind -> Optional.of(container.field().at(kind))
                        .filter(Field::exists)
                        .map(field -> new Probe(container, kind, field)));
    }

    /** Whether a container that fails it is killed. */
    boolean kills() {
        return !kind.equals("readinessProbe");
    }

    /** Where it says which port of its own container it connects to; empty for a command and for another host. */
    Optional<Field> port() {
        for (String handler : HANDLERS) {
            Field port = field.at(handler, "port");
            if (port.exists() && !field.at(handler, "host").exists()) {
                return Optional.of(port);
            }
        }
        return Optional.empty();
    }

    /** How it asks: the handler that has the port. */
    String handler() {
        return Iterables.first(HANDLERS, handler -> field.at(handler).exists()).orElse("exec");
    }

    /** The port's number; empty for a name that the container does not declare. */
    OptionalInt number() {
        return port().map(port -> port.integer().isPresent() ? port.integer() : named(port.string()))
                .orElse(OptionalInt.empty());
    }

    /** Among its own container's ports only, as the kubelet looks. */
    private OptionalInt named(String name) {
        return Iterables.first(
                        container.field().at("ports").items(),
                        port -> port.at("name").is(name))
                .map(port -> port.at("containerPort").integer())
                .orElse(OptionalInt.empty());
    }

    /** What its command says, in one text; "" when it is no command. */
    String command() {
        return String.join(" ", field.at("exec", "command").strings());
    }
}
