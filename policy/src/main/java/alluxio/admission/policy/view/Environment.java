package alluxio.admission.policy.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container's environment as the kubelet makes it: first {@code envFrom}, then {@code env}, which wins.
 *
 * @param variables by name
 * @param unseen what {@code envFrom} names and is not seen, such as {@code ConfigMap alluxio-config}: it may hold anything
 *     that {@code env} does not
 */
public record Environment(Map<String, Variable> variables, List<String> unseen) {

    public Environment {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        unseen = List.copyOf(unseen);
    }

    /**
     * @param value with references replaced; for a field of the pod that field in braces ({@code {status.hostIP}}); empty:
     *     not known
     * @param origin the entry of {@code env} or {@code envFrom} that it comes from
     * @param source in words, for messages: {@code env} or {@code ConfigMap alluxio-config}
     */
    public record Variable(String name, Optional<String> value, Field origin, String source) {}

    public Optional<Variable> get(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** Whether the value is known, or the variable is known not to be there. */
    public boolean isKnown(String name) {
        Variable variable = variables.get(name);
        return variable == null ? unseen.isEmpty() : variable.value().isPresent();
    }

    /** Replaces {@code $(NAME)} as the kubelet does: {@code $$} is a dollar, an unknown name stays as it is. */
    public String expand(String text) {
        return Expansion.kubelet(text, name -> get(name).flatMap(Variable::value));
    }
}
