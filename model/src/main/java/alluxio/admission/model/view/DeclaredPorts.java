package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The ports that a container declares, those of other protocols than TCP left out. Immutable.
 *
 * @param fields the entries of {@code ports}
 * @param numbers their {@code containerPort}s
 */
public record DeclaredPorts(List<Field> fields, Set<Integer> numbers) {
    static DeclaredPorts of(Field container) {
        List<Field> fields = Iterables.filter(
                container.at("ports").items(),
                port -> port.at("protocol").text().orElse("TCP").equals("TCP"));
        Set<Integer> numbers = new HashSet<>();
        fields.forEach(port -> port.at("containerPort").integer().ifPresent(numbers::add));
        return new DeclaredPorts(fields, Set.copyOf(numbers));
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    public boolean has(int port) {
        return numbers.contains(port);
    }
}
