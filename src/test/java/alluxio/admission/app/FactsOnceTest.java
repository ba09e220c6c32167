package alluxio.admission.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A fact about Alluxio")
class FactsOnceTest {
    /** Where the property keys are: the one file that may spell them out. */
    private static final String FACTS = "model/src/main/java/alluxio/admission/model/alluxio/PropertyKeys.java";

    /** Also within another text, as in {@code "set -Dalluxio.…"}; the names of this product and of its packages are none. */
    private static final Pattern KEY =
            Pattern.compile("\"[^\"\\n]*(?<![A-Za-z0-9./-])(?:-D)?alluxio\\.(?!io\\b|admission\\b)[^\"\\n]*\"");

    @Test
    @DisplayName("is not spelt out again in main code: a property key is a constant of PropertyKeys")
    void keys() throws IOException {
        List<Path> sources = sources();
        assertThat(sources).hasSizeGreaterThan(300);
        List<String> found = new ArrayList<>();
        for (Path source : sources) {
            if (!source.endsWith(FACTS)) {
                literals(source).forEach(literal -> found.add(source + ": " + literal));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    @DisplayName("would be found if it were")
    void canFail() throws IOException {
        assertThat(KEY.matcher("get(\"alluxio.master.hostname\")").find()).isTrue();
        assertThat(KEY.matcher("\"add -Dalluxio.master.hostname=x\"").find()).isTrue();
        assertThat(KEY.matcher("\"alluxio.io/inject\", \"alluxio.admission.app\", \"docker.io/alluxio/alluxio:2.9\"")
                        .find())
                .isFalse();
        assertThat(literals(root().resolve(FACTS))).isNotEmpty();
    }

    private static List<String> literals(Path source) throws IOException {
        List<String> found = new ArrayList<>();
        for (String line : Files.readAllLines(source)) {
            String code = line.strip();
            if (!code.startsWith("*")
                    && !code.startsWith("/*")
                    && !code.startsWith("//")
                    && !code.startsWith("import")) {
                Matcher matcher = KEY.matcher(code);
                while (matcher.find()) {
                    found.add(matcher.group());
                }
            }
        }
        return found;
    }

    /** The main sources of all modules that are shipped. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root())) {
            for (Path module : modules.filter(FactsOnceTest::isShipped).toList()) {
                Path main = module.resolve(module.endsWith("src") ? "main/java" : "src/main/java");
                if (Files.isDirectory(main)) {
                    try (Stream<Path> files = Files.walk(main)) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    private static boolean isShipped(Path module) {
        return !List.of("testcluster", "benchmarks", "target")
                .contains(module.getFileName().toString());
    }

    private static Path root() {
        return Path.of(System.getProperty("project.root", ".."));
    }
}
