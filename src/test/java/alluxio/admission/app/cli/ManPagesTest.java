package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Manual pages")
class ManPagesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    @DisplayName("are one for the program and one for each command, with each of its options")
    void pages() throws IOException {
        Path pages = folder.resolve("share/man/man1");
        assertThat(Run.of("man-pages", pages.toString()).exitCode()).isZero();
        String program = Files.readString(pages.resolve("alluxio-admission.1"));
        try (Stream<Path> files = Files.list(pages)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".1", "");
                String text = Files.readString(file);
                assertThat(text)
                        .startsWith(".TH \"" + name.toUpperCase(Locale.ROOT) + "\" 1 ")
                        .contains(".SH NAME\n" + name.replace("-", "\\-") + " \\- ", "\\fB\\-\\-help\\fR");
                if (!name.equals("alluxio-admission")) {
                    assertThat(program).contains("\n.BR " + name.replace("-", "\\-") + " (1)\n");
                }
            }
        }
        assertThat(Files.readString(pages.resolve("alluxio-admission-validate.1")))
                .contains("\\fB\\-\\-fail\\-on\\fR \\fI");
        assertThat(program).doesNotContain("man\\-pages");
    }

    @Test
    @DisplayName("have no line that roff takes for a command by accident")
    void commands() throws IOException {
        List<String> macros = List.of(".TH", ".SH", ".TP", ".PP", ".BR", ".br", ".nf", ".fi");
        assertThat(Run.of("man-pages", folder.toString()).exitCode()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file).lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                        .as(file.toString())
                        .allMatch(line -> macros.contains(line.split(" ", 2)[0]));
            }
        }
    }

    @Test
    @DisplayName("that cannot be written are an error by name")
    void unwritable() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Run run = Run.of("man-pages", file.resolve("man1").toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("cannot write the manual pages into " + file.resolve("man1") + ": ");
    }
}
