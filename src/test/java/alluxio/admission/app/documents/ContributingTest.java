package alluxio.admission.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRIBUTING.md")
class ContributingTest {
    /** A path in backticks; the ellipsis stands for the folder of the module's package. */
    private static final Pattern PATH = Pattern.compile("`((?:\\.?[\\w-]+)(?:/[\\w.…-]+)+)`");

    /** A row of the table of features. */
    private static final Pattern FEATURE = Pattern.compile("(?m)^\\| [^|]+ \\| `([a-z]+/…/[\\w/]+\\.java)` \\|$");

    private final String text =
            Document.read(Document.ROOT.resolve("CONTRIBUTING.md")).text();

    @Test
    @DisplayName("names only files and folders that are there")
    void paths() {
        List<String> paths = found(PATH);
        assertThat(paths)
                .hasSizeGreaterThan(20)
                .allSatisfy(path -> assertThat(resolve(path)).exists());
    }

    @Test
    @DisplayName("names twenty features, each with a file of its own")
    void features() {
        assertThat(found(FEATURE)).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("names every module, and no folder of the build that is none")
    void modules() throws Exception {
        String pom = Files.readString(Document.ROOT.resolve("pom.xml"));
        String modules = pom.substring(0, pom.indexOf("</modules>"));
        for (MatchResult module : Pattern.compile("<module>([^<]+)</module>")
                .matcher(modules)
                .results()
                .toList()) {
            assertThat(text).contains("\n| `" + module.group(1) + "` | ");
        }
    }

    private List<String> found(Pattern pattern) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static Path resolve(String path) {
        String module = path.substring(0, path.indexOf('/'));
        String sources = "src/main/java/alluxio/admission/";
        return Document.ROOT.resolve(
                module.equals("src") ? path.replace("src/…", sources + "app") : path.replace("…", sources + module));
    }
}
