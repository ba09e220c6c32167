package alluxio.admission.app.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A picture of docs/pictures")
class PicturesTest {
    private static final Path FOLDER = Document.ROOT.resolve("docs/pictures");

    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    @DisplayName("is that of its source, well formed, with colours for light and dark, and shown on a page")
    void isOfItsSource(Path source) throws Exception {
        String name = String.valueOf(source.getFileName());
        Path file = source.resolveSibling(name.replace(".txt", ".svg"));
        String svg = Picture.svg(name, Files.readString(source));
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(file, svg);
        }
        assertThat(Files.readString(file)).isEqualTo(svg).contains("prefers-color-scheme: dark");
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
        assertThat(Document.all().stream().map(Document::text).collect(Collectors.joining()))
                .contains("pictures/" + file.getFileName() + ")");
    }

    @Test
    @DisplayName("has no SVG without a source, and a source no unknown line or box")
    void sourcesOnly() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.filter(file -> file.toString().endsWith(".svg")).count())
                    .isEqualTo(sources().size());
        }
        assertThatThrownBy(() -> Picture.svg("x", "circle 1 2")).hasMessageContaining("circle");
        assertThatThrownBy(() -> Picture.svg("x", "arrow a b")).hasMessageContaining("a");
    }
}
