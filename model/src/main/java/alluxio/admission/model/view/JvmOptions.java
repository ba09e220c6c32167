package alluxio.admission.model.view;

import alluxio.admission.model.Budget;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The options of a container's JVM: Alluxio properties and flags, from all places where Alluxio and the JVM read them. Read
 * once for each container, and found by name. Reading what may also be in a source that is not seen tells {@link UnseenSources}. For one decision and one thread.
 */
public final class JvmOptions {

    /**
     * @param origin the entry of the submitted object that it comes from
     * @param source in words: {@code ALLUXIO_JAVA_OPTS in ConfigMap alluxio-config}
     */
    public record Property(String key, String value, Field origin, String source) {}

    /** A flag such as {@code -Xmx1g}, where it stands. */
    public record Flag(String text, Field origin, String source) {}

    /** {@code ${NAME}} of a variable that the container does not have; the shell puts nothing in its place. */
    public record Unresolved(String name, Field origin, String source) {}

    private final Map<String, Property> properties;
    private final List<Flag> flags;
    private final List<Unresolved> unresolved;
    private final UnseenOfContainer unseen;
    private final Budget budget;

    /** @param properties in the order in which they were last set */
    JvmOptions(
            Map<String, Property> properties,
            List<Flag> flags,
            List<Unresolved> unresolved,
            UnseenOfContainer unseen,
            Budget budget) {
        this.properties = properties;
        this.flags = List.copyOf(flags);
        this.unresolved = List.copyOf(unresolved);
        this.unseen = unseen;
        this.budget = budget;
    }

    public Optional<Property> get(String key) {
        Property property = properties.get(key);
        if (property == null) {
            unseen.tell();
        }
        return Optional.ofNullable(property);
    }

    /** The value of the first of these keys that is set: a property and its older names. */
    public Optional<Property> first(String... keys) {
        Optional<Property> first =
                Iterables.firstPresent(List.of(keys), key -> Optional.ofNullable(properties.get(key)));
        if (first.isEmpty()) {
            unseen.tell();
        }
        return first;
    }

    /** Whether it is set to "true"; false when it is not set. */
    public boolean isTrue(String key) {
        return get(key).filter(p -> p.value().equalsIgnoreCase("true")).isPresent();
    }

    /** The number that the property of a port has; empty where that is not set, or is no number of a port. */
    public OptionalInt port(AlluxioPort port) {
        return get(port.property())
                .map(Property::value)
                .filter(value -> !value.isEmpty() && value.length() <= 5)
                .filter(value -> value.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(value -> OptionalInt.of(Integer.parseInt(value)))
                .orElse(OptionalInt.empty());
    }

    /** The number of a port, as far as can be seen: else the default. */
    public int portNumber(AlluxioPort port) {
        return port(port).orElse(port.number());
    }

    public List<Property> all() {
        unseen.tell();
        return List.copyOf(properties.values());
    }

    /** All options, also the properties, in the order in which the JVM gets them. */
    public List<Flag> flags() {
        unseen.tell();
        return flags;
    }

    /** The last flag with this prefix, such as {@code -Xmx}: the one that counts. */
    public Optional<Flag> flag(String start) {
        budget.spend(1 + flags.size());
        Optional<Flag> flag = Iterables.last(flags, f -> f.text().startsWith(start));
        if (flag.isEmpty()) {
            unseen.tell();
        }
        return flag;
    }

    public List<Unresolved> unresolved() {
        unseen.tell();
        return unresolved;
    }

    /** Sources of further options that are not seen. A rule that needs them reports "not judged". */
    public List<String> unseen() {
        return unseen.sources();
    }

    /** The first few of them, for messages. */
    public String unseenText() {
        return unseen.text();
    }

    /** Whether all sources are seen: only then is a property that is not found not set. */
    public boolean isComplete() {
        unseen.tell();
        return unseen.isEmpty();
    }
}
