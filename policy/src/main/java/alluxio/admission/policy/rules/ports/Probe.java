package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A probe of a container.
 *
 * @param kind such as {@code livenessProbe}
 * @param field of the probe
 */
record Probe(Container container, String kind, Field field) {

    static List<Probe> of(Container container) {
        return Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                .map(kind -> new Probe(container, kind, container.field().at(kind)))
                .filter(probe -> probe.field().exists())
                .toList();
    }

    /** Whether a container that fails it is killed. */
    boolean kills() {
        return !kind.equals("readinessProbe");
    }

    /** Where it says which port of its own container it connects to; empty for a command and for another host. */
    Optional<Field> port() {
        return Stream.of("httpGet", "tcpSocket", "grpc")
                .map(field::at)
                .filter(handler ->
                        handler.at("port").exists() && !handler.at("host").exists())
                .map(handler -> handler.at("port"))
                .findFirst();
    }

    /** How it asks: the handler that has the port. */
    String handler() {
        return Stream.of("httpGet", "tcpSocket", "grpc")
                .filter(handler -> field.at(handler).exists())
                .findFirst()
                .orElse("exec");
    }

    /** The port's number; empty for a name that the container does not declare. */
    OptionalInt number() {
        return port().map(port -> port.integer().isPresent() ? port.integer() : named(port.string()))
                .orElse(OptionalInt.empty());
    }

    /** Among its own container's ports only, as the kubelet looks. */
    private OptionalInt named(String name) {
        return container.field().at("ports").items().stream()
                .filter(port -> port.at("name").is(name))
                .map(port -> port.at("containerPort").integer())
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    /** What its command says, in one text; "" when it is no command. */
    String command() {
        return String.join(" ", field.at("exec", "command").strings());
    }
}
