package alluxio.admission.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.Run;
import alluxio.admission.app.documents.Document.Link;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.node.AlluxioImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The documentation")
class DocumentsTest {
    private static final Pattern METRIC = Pattern.compile("alluxio_admission_[a-z_]*[a-z]|(?<=`)…_[a-z_]*[a-z]");
    private static final Pattern KEY = Pattern.compile("(?<![\\w.-])alluxio\\.io/([a-z][a-z-]*)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");
    private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+) ");

    private static final Pattern ALERT = Pattern.compile("\"name\" \"(\\w+)\" .*\"severity\" \"(\\w+)\"");
    private static final Pattern EXPLAINED = Pattern.compile("(?m)^### (AlluxioAdmission\\w+)\\n\\*\\*(\\w+)\\.\\*\\*");

    /** Whose options are not ours; in a command it stands before them. */
    private static final Pattern OTHERS =
            Pattern.compile("(?:^|[\\s(|])(?:kubectl|helm|mvn|docker|ctr|kind|minikube|skopeo|openssl|"
                    + "git|go|curl|jq|umount|restorecon|semanage|spark-submit|kubeconform|java|sudo bin/test-node|bin/test-node|"
                    + "bin/release|"
                    + "kube-apiserver|entrypoint\\.sh|unshare|ls|grep)\\b");

    /** Alluxio's own, and the API server's, where our pages speak of them by themselves. */
    private static final Set<String> FOREIGN = Set.of(
            "--no-format",
            "--fuse-opts",
            "--feature-gates",
            "--admission-control-config-file",
            "--key",
            "--certificate-identity",
            "--certificate-oidc-issuer");

    static List<Document> documents() {
        return Document.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    @DisplayName("has only links that lead somewhere, to the heading too")
    void links(Document document) {
        assertThat(document.links())
                .allSatisfy(link -> assertThat(problem(document, link)).isEmpty());
    }

    @Test
    @DisplayName("names only tests that there are")
    void tests() throws IOException {
        Set<String> known;
        try (Stream<Path> files = Files.walk(Document.ROOT)) {
            known = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        int checked = 0;
        for (Document document : documents()) {
            List<String> named = TEST.matcher(document.text())
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            checked += named.size();
            assertThat(known).as(document.name()).containsAll(named);
        }
        assertThat(checked).isGreaterThan(20);
    }

    private static String problem(Document from, Link link) {
        Path file = link.file().isEmpty()
                ? from.path()
                : from.path().resolveSibling(link.file()).normalize();
        if (!Files.exists(file)) {
            return "no such file: " + file;
        }
        boolean found = link.anchor().isEmpty() || Document.read(file).anchors().contains(link.anchor());
        return found ? "" : "no such heading in " + file + ": " + link.anchor();
    }

    @Test
    @DisplayName("names only metrics that a scrape has")
    void metrics() throws IOException, InterruptedException {
        Set<String> known = Scrape.names();
        int checked = 0;
        for (Document document : documents()) {
            List<String> named = document.find(METRIC)
                    .map(name -> name.replace("…", "alluxio_admission"))
                    .toList();
            checked += named.size();
            assertThat(named)
                    .as(document.name())
                    .allSatisfy(name -> assertThat(known)
                            .anyMatch(metric -> metric.equals(name)
                                    || metric.matches(Pattern.quote(name) + "_(bucket|count|sum|max|total)")));
        }
        assertThat(checked).isGreaterThan(30);
    }

    @Test
    @DisplayName("explains every alert of the chart, under its name, as urgent as it is, and no others")
    void alerts() throws IOException {
        String chart = Files.readString(Document.ROOT.resolve("deploy/chart/templates/_alerts.tpl"));
        List<String> inChart = ALERT.matcher(chart)
                .results()
                .map(match -> match.group(1) + " " + match.group(2))
                .toList();
        String page = Document.read(Document.ROOT.resolve("docs/operations.md")).text();
        List<String> explained = EXPLAINED
                .matcher(page)
                .results()
                .map(match -> match.group(1) + " " + match.group(2).toLowerCase(Locale.ROOT))
                .toList();
        assertThat(explained).isNotEmpty().containsExactlyElementsOf(inChart);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    @DisplayName("names only labels and annotations that there are")
    void keys(Document document) {
        Set<String> known = new TreeSet<>(AlluxioImages.WORKER_LABEL.keySet());
        Stream.of(Keys.POD_LABELS, Keys.POD_ANNOTATIONS, Keys.OWN_ANNOTATIONS, Keys.WRITTEN_ANNOTATIONS)
                .forEach(known::addAll);
        // Where somebody is asked "did you mean", there is a typo on purpose; and ignored keys are other products'.
        List<String> named = document.text()
                .lines()
                .filter(line -> !line.contains("did you mean") && !line.contains("ignoredKeys"))
                .flatMap(line -> KEY.matcher(line).results().map(MatchResult::group))
                .toList();
        assertThat(known).containsAll(named);
    }

    @Test
    @DisplayName("names only options that a command's help has")
    void options() {
        Set<String> known = options(Run.of("--help").out());
        COMMAND.matcher(Run.of("--help").out())
                .results()
                .forEach(command ->
                        known.addAll(options(Run.of(command.group(1), "--help").out())));
        assertThat(known).contains("--mutating-webhook-configuration", "--cluster", "--config");
        for (Document document : documents()) {
            if (document.name().equals("docs/rules.md")) {
                continue; // Its examples are Alluxio's command lines.
            }
            assertThat(document.commands())
                    .as(document.name())
                    .allSatisfy(command -> assertThat(known).containsAll(ours(command)));
        }
    }

    private static Set<String> ours(String command) {
        Set<String> ours = new TreeSet<>();
        OPTION.matcher(command)
                .results()
                .filter(option -> !FOREIGN.contains(option.group()))
                .filter(option -> command.startsWith("bin/alluxio-admission")
                        || !OTHERS.matcher(command.substring(0, option.start())).find())
                .forEach(option -> ours.add(option.group()));
        return ours;
    }

    private static Set<String> options(String help) {
        Set<String> options = new TreeSet<>();
        OPTION.matcher(help).results().forEach(option -> options.add(option.group()));
        return options;
    }
}
