package alluxio.admission.model.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A container's environment, as the kubelet builds it: first {@code envFrom}, then {@code env}, which wins. What
 * {@code envFrom} names and is not seen, such as {@code ConfigMap alluxio-config}, may hold anything that {@code env} does not. For
 * one decision and one thread.
 */
public final class ContainerEnvironment {
    private final Map<String, Variable> variables;
    private final Set<String> replaced;
    private final List<TooLong> tooLong;
    private final UnseenOfContainer unseen;

    ContainerEnvironment(
            Map<String, Variable> variables, Set<String> replaced, List<TooLong> tooLong, UnseenOfContainer unseen) {
        this.replaced = Set.copyOf(replaced);
        this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        this.tooLong = List.copyOf(tooLong);
        this.unseen = unseen;
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

    /** All that are seen, by name. */
    public Map<String, Variable> variables() {
        unseen.tell();
        return variables;
    }

    /** What {@code envFrom} names and is not seen. */
    public List<String> unseen() {
        return unseen.sources();
    }

    /** The variables that keep any process from starting. */
    public List<TooLong> tooLong() {
        unseen.tell();
        return tooLong;
    }

    public Optional<Variable> get(String name) {
        Variable variable = variables.get(name);
        if (variable == null) {
            unseen.tell();
        } else if (variable.value().isEmpty()) {
            unseen.tell(variable.whyUnknown());
        }
        return Optional.ofNullable(variable);
    }

    /**
     * Whether {@code envFrom} sets the variable, so that each entry of {@code env} can refer to that value, also the one that
     * replaces it.
     */
    public boolean isFromElsewhere(String name) {
        Variable variable = variables.get(name);
        return replaced.contains(name)
                || (variable != null && !variable.source().equals("env"));
    }

    /** Whether the value is known, or the variable is known to be absent. */
    public boolean isKnown(String name) {
        Variable variable = variables.get(name);
        return variable == null ? unseen.isEmpty() : variable.value().isPresent();
    }
}
