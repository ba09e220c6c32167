package alluxio.admission.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.ConfigurationLimits;
import alluxio.admission.cluster.snapshot.SnapshotLimits;
import alluxio.admission.discovery.DiscoveryLimits;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Limits;
import alluxio.admission.webhook.ServerLimits;
import alluxio.admission.webhook.json.JsonTreeReader;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.WarningBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table of limits at the end of docs/server.md is made of the constants and their comments; GOLDEN_UPDATE=1 writes it. */
@DisplayName("docs/server.md")
class LimitsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/server.md");
    private static final String TITLE = "## All limits\n";
    private static final String HEAD = """

            Generated from the code. Where a sentence names no unit, the value is a number of items.

            | limit | value | what it bounds |
            |---|---|---|
            """;
    private static final Pattern CONSTANT = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:public static final \\w+ )?([A-Z][A-Z_]+)(?: = [^;]*;|\\([^)]*\\)[,;])",
            Pattern.DOTALL);

    /** The classes that hold limits, in the order of the table, with where their sources are. */
    private record Source(Class<?> type, String folder) {
        String text() throws IOException {
            return Files.readString(Path.of("..", folder, type.getName().replace('.', '/') + ".java"));
        }
    }

    private static final List<Source> SOURCES = List.of(
            new Source(ServerLimits.class, "webhook/src/main/java"),
            new Source(JsonTreeReader.class, "webhook/src/main/java"),
            new Source(Budget.class, "model/src/main/java"),
            new Source(Limits.class, "model/src/main/java"),
            new Source(AdmissionReviewCodec.class, "webhook/src/main/java"),
            new Source(WarningBudget.class, "webhook/src/main/java"),
            new Source(InputLimit.class, "manifest/src/main/java"),
            new Source(ConfigurationLimits.class, "src/main/java"),
            new Source(KubeYaml.class, "manifest/src/main/java"),
            new Source(DiscoveryLimits.class, "discovery/src/main/java"),
            new Source(SnapshotLimits.class, "cluster/src/main/java"));

    @Test
    @DisplayName("has every limit with the value that is in force")
    void isUpToDate() throws IOException {
        StringBuilder table = new StringBuilder(TITLE + HEAD);
        for (Source source : SOURCES) {
            rows(source).forEach(table::append);
        }
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(TITLE);
        assertThat(begin).as("the title of the table").isPositive();
        String wanted = document.substring(0, begin) + table;
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(DOCUMENT, wanted);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(wanted);
    }

    private static List<String> rows(Source source) throws IOException {
        List<String> rows = new ArrayList<>();
        Matcher matcher = CONSTANT.matcher(source.text());
        while (matcher.find()) {
            String sentence = text(matcher.group(1));
            value(source.type(), matcher.group(2), sentence)
                    .ifPresent(value -> rows.add("| `" + source.type().getSimpleName() + "." + matcher.group(2) + "` | "
                            + value + " | " + sentence + " |\n"));
        }
        assertThat(rows).as("limits of " + source.type()).isNotEmpty();
        return rows;
    }

    private static String text(String comment) {
        return comment.replaceAll("\\s*\\n\\s*\\*\\s?", " ")
                .replaceAll("\\{@code ([^}]*)\\}", "`$1`")
                .replaceAll("\\{@link #?([^}]*)\\}", "`$1`")
                .replace("|", "\\|")
                .strip();
    }

    /** Empty for a constant that is no limit, such as a text. */
    private static Optional<String> value(Class<?> type, String name, String sentence) {
        try {
            Object value = type.getField(name).get(null);
            return switch (value) {
                case Duration time -> Optional.of(shown(time));
                case InputLimit limit -> Optional.of(bytes(limit.bytes()));
                case Number number
                when sentence.toLowerCase(Locale.ROOT).contains("bytes") -> Optional.of(bytes(number.longValue()));
                case Number number -> Optional.of("%,d".formatted(number.longValue()));
                default -> Optional.empty();
            };
        } catch (NoSuchFieldException e) {
            return Optional.empty(); // one that is not public is a detail
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static String bytes(long count) {
        if (count % (1 << 20) == 0) {
            return count / (1 << 20) + " MiB";
        }
        return count % (1 << 10) == 0 ? count / (1 << 10) + " KiB" : "%,d bytes".formatted(count);
    }
}
