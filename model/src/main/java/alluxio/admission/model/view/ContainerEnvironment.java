package alluxio.admission.model.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container's environment, as the kubelet builds it: first {@code envFrom}, then {@code env}, which wins.
 *
 * @param variables by name
 * @param unseen what {@code envFrom} names and is not seen, such as {@code ConfigMap alluxio-config}: it may hold anything
 *     that {@code env} does not
 * @param tooLong the variables that keep any process from starting
 */
public record ContainerEnvironment(Map<String, Variable> variables, List<String> unseen, List<TooLong> tooLong) {

    public ContainerEnvironment {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        unseen = List.copyOf(unseen);
        tooLong = List.copyOf(tooLong);
    }

    /**
     * @param value with references replaced; for a field of the pod that field in braces ({@code {status.hostIP}}); empty:
     *     not known
     * @param origin the entry of {@code env} or {@code envFrom} that it comes from
     * @param source in words, for messages: {@code env} or {@code ConfigMap alluxio-config}
     * @param beyond whether the value is not known because it exceeds a limit
     */
    public record Variable(String name, Optional<String> value, Field origin, String source, boolean beyond) {
        /** For messages: why the value is not known. */
        public String whyUnknown() {
            return name + " from " + source + (beyond ? " (too long)" : " (valueFrom)");
        }
    }

    /**
     * A variable longer than {@link alluxio.admission.model.Limits#ENVIRONMENT_VARIABLE_BYTES}.
     *
     * @param expanded whether only its expanded references make it so long
     */
    public record TooLong(String name, Field origin, String source, boolean expanded) {}

    public Optional<Variable> get(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** Whether the value is known, or the variable is known to be absent. */
    public boolean isKnown(String name) {
        Variable variable = variables.get(name);
        return variable == null ? unseen.isEmpty() : variable.value().isPresent();
    }
}
