package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.PropertyHistory.Fate;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Map;

/**
 * Properties have the name under which the release of Alluxio has them.
 *
 * <p><b>Restricted fields:</b> as of {@code removed-property}.
 *
 * <p><b>Allowed values:</b> no name that is only an alias of the property in this release. Not judged where the new name is
 * set too, which is {@code alias-conflict}'s, or may be set where it is not seen, and where a variable such as {@code
 * ALLUXIO_WORKER_MEMORY_SIZE} makes the property. It is a warning.
 *
 * <p><b>Why:</b> the old name still works. But where another place sets the new one, such as the defaults of an image or of a
 * chart, the order of a map decides which of the two counts, and a later release may drop the alias: 2.2 to 2.9.1 dropped
 * several.
 *
 * <p><b>Source:</b> the aliases of {@code PropertyKey} in 16 releases from 2.0.0 to 2.9.6; {@code AlluxioProperties.merge}.
 */
public final class RenamedProperty implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
            "renamed-property",
            "The old name still works, but with the new one set elsewhere it is not certain which of the two counts.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.startedContainers()
                .forEach(container -> RemovedProperty.changes(container, Fate.RENAMED, (property, change) -> {
                    String successor = change.successor().orElseThrow();
                    if (container.options().get(successor).isPresent() || isOfVariable(property)) {
                        return;
                    }
                    if (!container.options().isComplete()) {
                        findings.notJudged(
                                container,
                                successor + " may be in " + container.options().unseenText());
                        return;
                    }
                    findings.at(container, property.origin())
                            .found(change.key() + " in " + property.source())
                            .wanted(successor + ", its name from " + change.since() + " on")
                            .fix("rename " + change.key() + " to " + successor);
                }));
    }

    /** Whether a variable makes the property, whose name the script chooses. */
    private static boolean isOfVariable(Property property) {
        return JavaOptionVariables.properties().entrySet().stream()
                .filter(entry -> entry.getValue().equals(property.key()))
                .map(Map.Entry::getKey)
                .anyMatch(name ->
                        property.source().equals(name) || property.source().startsWith(name + " of "));
    }
}
