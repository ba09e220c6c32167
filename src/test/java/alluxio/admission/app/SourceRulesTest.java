package alluxio.admission.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for the main sources of all modules of the reactor, also of those that are not on the application's class path. */
@DisplayName("Main sources")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceRulesTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern RECORD = Pattern.compile("\\brecord ([A-Z]\\w*)(?:<[^(]*>)?\\(");
    private static final Pattern OURS =
            Pattern.compile("^import (?:static )?alluxio\\.admission\\.(\\w+)", Pattern.MULTILINE);

    private static final int LONGEST_FILE = 250;
    private static final int MOST_COMPONENTS = 6;

    /** Modules that no user gets. */
    private static final Set<String> NOT_SHIPPED = Set.of("testcluster", "image", "benchmarks");

    private List<Source> sources = List.of();

    /** @param module its package, such as {@code webhook} */
    private record Source(Path file, String module, String text) {
        String name() {
            return file.getFileName().toString().replace(".java", "");
        }

        boolean isPackageInfo() {
            return name().equals("package-info");
        }

        Path folder() {
            return file.resolveSibling("");
        }

        @Override
        public String toString() {
            return ROOT.relativize(file).toString();
        }
    }

    @BeforeAll
    void read() throws IOException {
        List<Source> all = new ArrayList<>();
        // Those of profiles are images for tests, with no code but a client that is compiled for an older Java.
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        Matcher modules = MODULE.matcher(pom.substring(0, pom.indexOf("</modules>")));
        while (modules.find()) {
            Path module = ROOT.resolve(modules.group(1));
            Path main = module.resolve(module.endsWith("src") ? "main/java" : "src/main/java");
            if (Files.isDirectory(main)) {
                all.addAll(sources(main));
            }
        }
        sources = List.copyOf(all);
    }

    private static List<Source> sources(Path main) throws IOException {
        List<Source> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(main)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Path inPackage = main.resolve("alluxio/admission").relativize(file);
                found.add(new Source(file, inPackage.getName(0).toString(), Files.readString(file)));
            }
        }
        return found;
    }

    @Test
    @DisplayName("are found in every module")
    void allModules() {
        assertThat(sources.stream().map(Source::module))
                .contains("model", "manifest", "injector", "policy", "discovery", "certs", "cluster", "webhook", "app")
                .contains("testcluster", "image", "benchmarks");
    }

    @Test
    @DisplayName("are in packages that are @NullMarked and say what is in them")
    void nullMarked() {
        Map<Path, String> marked =
                sources.stream().filter(Source::isPackageInfo).collect(Collectors.toMap(Source::folder, Source::text));
        Set<Path> wrong = new TreeSet<>();
        for (Source source : sources) {
            String text = marked.getOrDefault(source.folder(), "");
            if (!text.contains("\n@NullMarked\n") || !text.startsWith("/**")) {
                wrong.add(ROOT.relativize(source.folder()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("have each name of a top-level class once in what is shipped")
    void uniqueNames() {
        Map<String, List<Source>> named = new TreeMap<>();
        sources.stream()
                .filter(source -> !source.isPackageInfo() && !NOT_SHIPPED.contains(source.module()))
                .forEach(source -> named.computeIfAbsent(source.name(), _ -> new ArrayList<>())
                        .add(source));
        named.values().removeIf(same -> same.size() == 1);
        assertThat(named).isEmpty();
    }

    @Test
    @DisplayName("have at most " + LONGEST_FILE + " lines")
    void shortFiles() {
        assertThat(sources.stream().filter(source -> source.text().lines().count() > LONGEST_FILE))
                .isEmpty();
    }

    @Test
    @DisplayName("have no record of more than " + MOST_COMPONENTS + " components")
    void narrowRecords() {
        Set<String> wide = new TreeSet<>();
        for (Source source : sources) {
            Matcher record = RECORD.matcher(withoutComments(source.text()));
            while (record.find()) {
                if (components(withoutComments(source.text()), record.end()) > MOST_COMPONENTS) {
                    wide.add(source.name() + "/" + record.group(1));
                }
            }
        }
        assertThat(wide).isEmpty();
    }

    @Test
    @DisplayName("that are shipped do not use what is not, and the image's builder uses testcluster only")
    void shippedAlone() {
        Set<String> wrong = new TreeSet<>();
        for (Source source : sources) {
            Matcher used = OURS.matcher(source.text());
            while (used.find()) {
                boolean shipped = !NOT_SHIPPED.contains(source.module());
                boolean toShipped = !NOT_SHIPPED.contains(used.group(1));
                boolean allowed =
                        shipped ? toShipped : !toShipped || source.module().equals("benchmarks");
                if (!allowed) {
                    wrong.add(source + " -> " + used.group(1));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("of rules leave it to the rule's scope which releases of Alluxio are judged")
    void scopeOfRules() {
        List<Source> rules = sources.stream()
                .filter(source -> source.file().toString().contains("/admission/policy/rules/"))
                .toList();
        assertThat(rules).hasSizeGreaterThan(50);
        assertThat(rules)
                .noneMatch(rule -> withoutComments(rule.text()).matches("(?s).*\\.(isAlluxio2|otherRelease)\\(.*"));
    }

    private static String withoutComments(String text) {
        return text.replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
    }

    /** How many components a record has whose list starts here: commas outside of all brackets, and one. */
    private static int components(String text, int start) {
        int depth = 0;
        int commas = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ')' && depth == 0) {
                return text.substring(start, i).isBlank() ? 0 : commas + 1;
            }
            depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
            commas += c == ',' && depth == 0 ? 1 : 0;
        }
        throw new IllegalArgumentException("a record that does not end");
    }
}
