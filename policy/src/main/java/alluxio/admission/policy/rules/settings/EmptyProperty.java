package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyTypes;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.JvmOptions.Unresolved;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Properties that are set have a value.
 *
 * <p><b>Restricted fields:</b> {@code -Dalluxio.…=} options and {@code alluxio-site.properties} of Alluxio's containers and of
 * applications, also those of a ConfigMap that is seen.
 *
 * <p><b>Allowed values:</b> no empty number, size, time, choice or class, no empty boolean that is true by default, and no empty
 * host name. Other texts and lists may be empty. What a missing variable leaves empty is {@code undefined-variable}'s. It is a
 * warning.
 *
 * <p><b>Why:</b> an empty value is not the default. Alluxio ends, or the operation fails, where it reads an empty number; an
 * empty boolean is false; an empty host name counts as not set, and Alluxio takes the host's own name.
 *
 * <p><b>Source:</b> run with {@code InstancedConfiguration} of 2.9.6, each property with the getter of its type; {@code
 * NetworkAddressUtils.getConnectHost}.
 */
public final class EmptyProperty implements Rule {
    private static final RuleInfo INFO =
            RuleInfo.warn("empty-property", "An empty value does not mean the default, and is often a lost variable.");

    private static final String HOSTNAME = ".hostname";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.startedContainers().forEach(c -> container(c, findings));
    }

    private static void container(Container container, Findings findings) {
        Set<String> lost = new HashSet<>(Iterables.map(container.options().unresolved(), Unresolved::source));
        for (Property property : container.options().all()) {
            if (property.value().isBlank() && !lost.contains(property.source())) {
                effect(property.key())
                        .ifPresent(effect -> findings.at(container, property.origin())
                                .found(property.key() + "= in " + property.source() + ", which " + effect)
                                .wanted("a value")
                                .fix("give " + property.key() + " a value, or leave it out for the default"));
            }
        }
    }

    private static Optional<String> effect(String key) {
        return PropertyTypes.ofEmpty(key).flatMap(empty -> switch (empty) {
            case ERROR -> Optional.of("is an error where it is read");
            case FALSE_FOR_TRUE -> Optional.of("counts as false");
            case EMPTY -> key.endsWith(HOSTNAME) ? Optional.of("counts as not set") : Optional.empty();
            case FALSE -> Optional.empty();
        });
    }
}
