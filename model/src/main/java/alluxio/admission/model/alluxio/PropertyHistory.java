package alluxio.admission.model.alluxio;

import alluxio.admission.model.Iterables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of properties that Alluxio once had: removed, so that a setting has no effect and no error says so, or renamed,
 * so that the old name is an alias of the new one. By release, as the jars of the releases themselves say; a test compares the
 * tables with one of them. What happened between two releases that were read counts from the later one on.
 *
 * <p>Alluxio takes a key that it does not know for one of an extension, and says nothing ({@code AlluxioProperties.merge}). Its
 * own list {@code RemovedKey} lacks many.
 */
public final class PropertyHistory {
    /** What happened to a property. */
    public enum Fate {
        /** No part of the release reads it. */
        REMOVED,
        /** The release reads it as another name of its successor. */
        RENAMED
    }

    /**
     * @param key the whole name
     * @param since the first release that was read and has the change
     * @param successor the key that the release reads instead; always there for one that was renamed
     */
    public record PropertyChange(String key, Fate fate, AlluxioRelease since, Optional<String> successor) {
        private boolean holdsIn(AlluxioRelease release) {
            return release.isAtLeast(
                    since.line().major(), since.line().minor(), since.patch().orElse(0));
        }
    }

    /** The most changes of one name that follow each other. */
    private static final int LONGEST_CHAIN = 4;

    /** By name, the oldest change first. */
    private static final Map<String, List<PropertyChange>> CHANGES = read();

    private PropertyHistory() {}

    /** What the release has made of the property; empty where it reads the property under this name, or never had it. */
    public static Optional<PropertyChange> of(String key, AlluxioRelease release) {
        Optional<PropertyChange> change = latest(key, release);
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Optional<PropertyChange> next =
                    change.flatMap(PropertyChange::successor).flatMap(successor -> latest(successor, release));
            if (next.isEmpty()) {
                return change;
            }
            change = change.map(first -> join(first, next.get()));
        }
        return change;
    }

    /** The key of which the release takes this one for another name; empty where it is not one. */
    public static Optional<String> aliasOf(String key, AlluxioRelease release) {
        return of(key, release).filter(change -> change.fate() == Fate.RENAMED).flatMap(PropertyChange::successor);
    }

    /** All changes, of one key in the order of their releases. */
    static List<PropertyChange> all() {
        return CHANGES.values().stream().flatMap(List::stream).toList();
    }

    private static PropertyChange join(PropertyChange first, PropertyChange next) {
        return first.fate() == Fate.RENAMED && next.fate() == Fate.REMOVED
                ? new PropertyChange(first.key(), Fate.REMOVED, next.since(), next.successor())
                : new PropertyChange(first.key(), first.fate(), first.since(), next.successor());
    }

    private static Optional<PropertyChange> latest(String key, AlluxioRelease release) {
        return Iterables.last(CHANGES.getOrDefault(key, List.of()), change -> change.holdsIn(release));
    }

    private static Map<String, List<PropertyChange>> read() {
        Map<String, List<PropertyChange>> changes = new HashMap<>();
        read(RenamedPropertiesTable.TEXT, Fate.RENAMED, changes);
        read(RemovedPropertiesTable.TEXT, Fate.REMOVED, changes);
        return Collections.unmodifiableMap(changes);
    }

    private static void read(String table, Fate fate, Map<String, List<PropertyChange>> changes) {
        table.lines().forEach(line -> {
            String[] words = line.split(" ", -1);
            PropertyChange change = new PropertyChange(
                    PropertyKeys.PREFIX + words[1],
                    fate,
                    AlluxioRelease.parse(words[0]).orElseThrow(),
                    words.length > 2 ? Optional.of(PropertyKeys.PREFIX + words[2]) : Optional.empty());
            changes.computeIfAbsent(change.key(), _ -> new ArrayList<>()).add(change);
        });
    }
}
