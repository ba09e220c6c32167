package alluxio.admission.app.config;

import alluxio.admission.manifest.yaml.PositionedNode;
import alluxio.admission.manifest.yaml.PositionedNode.Entry;
import alluxio.admission.model.DidYouMean;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A mapping in the configuration file that may have certain keys only. */
final class ConfigMapping {
    private final ConfigNode owner;
    private final PositionedNode.Mapping mapping;

    /** Keys that an unknown key was most likely meant to be: to report them as missing, too, would only confuse. */
    private final Set<String> misspelt;

    private ConfigMapping(ConfigNode owner, PositionedNode.Mapping mapping, Set<String> misspelt) {
        this.owner = owner;
        this.mapping = mapping;
        this.misspelt = misspelt;
    }

    /** Takes a mapping, and reports its unknown keys. */
    static ConfigMapping of(ConfigNode owner, PositionedNode.Mapping mapping, List<String> known) {
        Set<String> misspelt = new HashSet<>();
        List<String> free =
                known.stream().filter(k -> !mapping.entries().containsKey(k)).toList();
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                Optional<String> near = DidYouMean.nearest(key, free).or(() -> DidYouMean.nearest(key, known));
                near.ifPresent(misspelt::add);
                String help = near.map(n -> " (did you mean \"" + n + "\"?)")
                        .orElse("; allowed are " + String.join(", ", known));
                owner.problems().error(entry.line(), entry.column(), owner.below(key), "unknown key" + help);
            }
        });
        return new ConfigMapping(owner, mapping, misspelt);
    }

    Optional<ConfigNode> get(String key) {
        return Optional.ofNullable(mapping.entries().get(key))
                .map(Entry::value)
                .map(value -> new ConfigNode(value, owner.below(key), owner.problems()));
    }

    /** The value of a key that must be there; reports a missing one, with {@code wanted} as what it has to be. */
    Optional<ConfigNode> require(String key, String wanted) {
        Optional<ConfigNode> value = get(key);
        if (value.isEmpty() && !misspelt.contains(key)) {
            owner.problems().error(mapping, owner.below(key), "is missing; needed is " + wanted);
        }
        return value;
    }

    /** The mapping itself. */
    ConfigNode owner() {
        return owner;
    }
}
