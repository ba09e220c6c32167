package alluxio.admission.model.alluxio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the tables of {@link PropertyHistory}, from Alluxio's own jars. Run by hand when a release is added:
 * <ol>
 *   <li>{@code mvn test-compile -pl model} (which copies the libraries to {@code model/target/alluxio});
 *   <li>the jar {@code alluxio-core-common} of each release into a folder, as {@code alluxio-core-common-2.9.6.jar}, by
 *       {@code mvn dependency:copy -Dartifact=org.alluxio:alluxio-core-common:2.9.6 -DoutputDirectory=FOLDER}; the tables were
 *       made from 2.0.0, 2.1.0, 2.2.0 to 2.2.2, 2.3.0, 2.4.0, 2.5.0, 2.6.0, 2.7.2, 2.7.3, 2.9.0, 2.9.1, 2.9.3, 2.9.4 and
 *       2.9.6, all that were published;
 *   <li>{@code main} of this class in the folder of the module {@code model}, with FOLDER as its argument.
 * </ol>
 *
 * <p>A key counts as removed from the first of these releases that does not know it, or that declares it and another key with
 * it as an alias: {@code fromString} finds the former then, which nothing reads. Names without {@code alluxio.}, which Hadoop
 * and the SDKs of the storages share, are left out.
 */
final class PropertyHistoryGenerator {
    private static final Path SOURCES = Path.of("src/main/java/alluxio/admission/model/alluxio");
    private static final Pattern JAR = Pattern.compile("alluxio-core-common-(\\d+)\\.(\\d+)\\.(\\d+)\\.jar");
    private static final Pattern SUCCESSOR = Pattern.compile(" use (?:" + PropertyKeys.PREFIX + ")?(\\S+) instead\\.");

    /** Renamed without an alias and without a word about it. */
    private static final Map<String, String> BY_HAND =
            Map.of("alluxio.user.client.cache.dir", "user.client.cache.dirs");

    /** Before the key that should be reached by a name, and is not. */
    private static final String UNREAD = "!";

    /** For the test of Alluxio itself. */
    private static final String TEST_KEY = "alluxio.test.removed.key";

    /** @param resolved what a setting of each name reaches; "" for nothing */
    private record Release(
            String version,
            List<String> keys,
            Map<String, String> aliases,
            Map<String, String> removed,
            Map<String, String> resolved) {

        /** The key that a setting reaches, "" for none; after {@link #UNREAD} the one that it should and does not. */
        String reached(String name) {
            String key = resolved.getOrDefault(name, "");
            String declaring = aliases.get(name);
            return key.equals(name) && declaring != null ? UNREAD + declaring : key;
        }
    }

    /** @param reached as {@link Release#reached} from this release on */
    private record Change(String version, String reached) {}

    private PropertyHistoryGenerator() {}

    static void main(String[] arguments) throws IOException {
        List<Release> releases = releases(Path.of(arguments[0]));
        List<String> removed = new ArrayList<>();
        List<String> renamed = new ArrayList<>();
        for (String name : names(releases)) {
            List<Change> changes = changes(name, releases);
            // Removed in 2.0 and back in 2.2: not worth a kind of its own.
            if (changes.stream().anyMatch(change -> change.reached().equals(name))) {
                continue;
            }
            for (Change change : changes) {
                String successor = change.reached().isEmpty()
                        ? successor(name, releases)
                        : shorten(change.reached().replace(UNREAD, ""));
                boolean isRemoved =
                        change.reached().isEmpty() || change.reached().startsWith(UNREAD);
                (isRemoved ? removed : renamed).add((change.version() + " " + shorten(name) + " " + successor).strip());
            }
        }
        write("RemovedPropertiesTable", removed);
        write("RenamedPropertiesTable", renamed);
    }

    private static List<Change> changes(String name, List<Release> releases) {
        List<Change> changes = new ArrayList<>();
        boolean seen = false;
        String before = name;
        for (Release release : releases) {
            String reached = release.reached(name);
            seen |= !reached.isEmpty() || release.removed().containsKey(name);
            if (seen && !reached.equals(before)) {
                changes.add(new Change(release.version(), reached));
                before = reached;
            }
        }
        return changes;
    }

    private static List<Release> releases(Path folder) {
        Map<AlluxioRelease, Path> jars = new TreeMap<>(Comparator.comparing(AlluxioRelease::line)
                .thenComparingInt(release -> release.patch().orElseThrow()));
        for (Path jar : AlluxioJar.jars(folder)) {
            Matcher matcher = JAR.matcher(jar.getFileName().toString());
            if (matcher.matches()) {
                jars.put(
                        AlluxioRelease.parse(matcher.group(1) + "." + matcher.group(2) + "." + matcher.group(3))
                                .orElseThrow(),
                        jar);
            }
        }
        // Up to 2.5 a few classes are in a jar that later ones have themselves.
        List<Path> libraries = AlluxioJar.jars(Path.of("target/alluxio"));
        List<Release> releases = new ArrayList<>();
        jars.forEach((version, jar) -> {
            try (AlluxioJar alluxio = new AlluxioJar(
                    Stream.concat(Stream.of(jar), libraries.stream()).toList())) {
                releases.add(new Release(
                        version.toString(), alluxio.keys(), alluxio.aliases(), alluxio.removed(), new TreeMap<>()));
            }
        });
        NavigableSet<String> names = names(releases);
        int at = 0;
        for (Path jar : jars.values()) {
            Release release = releases.get(at++);
            try (AlluxioJar alluxio = new AlluxioJar(
                    Stream.concat(Stream.of(jar), libraries.stream()).toList())) {
                names.forEach(name -> release.resolved().put(name, alluxio.resolve(name)));
            }
        }
        return releases;
    }

    private static NavigableSet<String> names(List<Release> releases) {
        NavigableSet<String> names = new TreeSet<>();
        releases.forEach(release -> {
            names.addAll(release.keys());
            names.addAll(release.aliases().keySet());
            names.addAll(release.removed().keySet());
        });
        names.removeIf(name -> !name.startsWith(PropertyKeys.PREFIX) || name.equals(TEST_KEY));
        return names;
    }

    private static String successor(String name, List<Release> releases) {
        return Optional.ofNullable(BY_HAND.get(name))
                .orElseGet(() -> releases.stream()
                        .flatMap(release -> Stream.ofNullable(release.removed().get(name)))
                        .map(SUCCESSOR::matcher)
                        .filter(Matcher::find)
                        .map(matcher -> matcher.group(1).replace("{high/low}", "high"))
                        .reduce("", (_, last) -> last));
    }

    private static String shorten(String key) {
        return key.substring(PropertyKeys.PREFIX.length());
    }

    /** Replaces what stands between the quotes of the class's text block. */
    static void write(String type, List<String> lines) throws IOException {
        Path file = SOURCES.resolve(type + ".java");
        String text = Files.readString(file);
        int start = text.indexOf("\"\"\"\n") + 4;
        int end = text.indexOf("\"\"\"", start);
        String indent = " ".repeat(12);
        Files.writeString(
                file,
                text.substring(0, start)
                        + String.join(
                                "",
                                lines.stream().map(line -> indent + line + "\n").toList())
                        + indent
                        + text.substring(end));
    }
}
