package alluxio.admission.app.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.app.documents.CommandBlock.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Command blocks of the documentation")
class CommandBlocksTest {
    /** What the test that runs the blocks always has. */
    private static final Pattern RUNNABLE =
            Pattern.compile("(kubectl|helm|openssl|jq|bin/alluxio-admission|export|cat|base64)\\b.*");

    @Test
    @DisplayName("are run, unless a comment above them says why they cannot be")
    void each() {
        List<CommandBlock> blocks = DocumentedCommands.all();
        assertThat(blocks).hasSizeGreaterThan(20);
        assertThat(blocks).allSatisfy(block -> assertThat(problem(block)).isEmpty());
        assertThat(blocks).anyMatch(block -> block.directives().place() == Place.NODE);
    }

    @Test
    @DisplayName("have their comments, output and lines read")
    void reads() {
        List<CommandBlock> blocks = blocks("""
                # Title
                <!-- before: kubectl create namespace a -->
                <!-- exit code: 1 -->
                ```
                kubectl get \\
                  pods
                ```
                prints
                ```text
                a  b
                ```
                - item:
                  <!-- not run: needs a cluster with cert-manager -->
                  ```sh
                  helm install x
                  ```
                ```yaml
                a: b
                ```
                """);
        assertThat(blocks).hasSize(2);
        CommandBlock first = blocks.getFirst();
        assertThat(first.commands()).isEqualTo("kubectl get \\\n  pods\n");
        assertThat(first.output()).isEqualTo(Optional.of("a  b\n"));
        assertThat(first.directives().before()).containsExactly("kubectl create namespace a");
        assertThat(first.directives().exitCode()).isEqualTo(1);
        assertThat(blocks.getLast().commands()).isEqualTo("helm install x\n");
        assertThat(blocks.getLast().directives().place()).isEqualTo(Place.NOWHERE);
        assertThat(blocks.getLast().output()).isEmpty();
    }

    @Test
    @DisplayName("with a comment that is no directive, without a reason, or that could be run, are found")
    void mistakes() {
        assertThatThrownBy(() -> blocks("<!-- notrun: x -->\n```\nls\n```\n")).hasMessageContaining("page.md:2");
        assertThat(problem(blocks("<!-- not run: too slow -->\n```\nkubectl get pods |\n  jq .\n```\n")
                        .getFirst()))
                .contains("can be run");
        assertThat(problem(blocks("<!-- not run:  -->\n```\nmvn verify\n```\n").getFirst()))
                .contains("no reason");
        assertThat(problem(blocks("```\nhelm upgrade … --set a=b\n```\n").getFirst()))
                .contains("placeholder");
    }

    @Test
    @DisplayName("print what the page shows, where … is any text")
    void output() {
        assertThat(ExpectedOutput.matches("NAME   READY\nweb-…  1/1\n…\nend", "NAME READY\nweb-7f9 1/1\nx\ny\nend\n"))
                .isTrue();
        assertThat(ExpectedOutput.matches("a\n…\n", "a\n")).isTrue();
        assertThat(ExpectedOutput.matches("a", "a\nb")).isFalse();
        assertThat(ExpectedOutput.matches("a…c", "abd")).isFalse();
    }

    private static List<CommandBlock> blocks(String text) {
        return CommandBlock.of(new Document(Document.ROOT.resolve(Path.of("page.md")), text));
    }

    /** Empty for none. */
    private static String problem(CommandBlock block) {
        boolean placeholder = block.commands().contains("…");
        if (block.directives().place() != Place.NOWHERE) {
            return placeholder ? block + " has a placeholder and is run" : "";
        }
        String reason = block.directives().reason();
        if (reason.isEmpty()) {
            return block + " is not run, for no reason";
        }
        boolean runnable = block.commands()
                .replace("\\\n", " ")
                .replaceAll("\\|\\s*\\n", "| ")
                .lines()
                .allMatch(line -> RUNNABLE.matcher(line).matches());
        return runnable && !placeholder && !reason.startsWith("needs ") ? block + " can be run" : "";
    }
}
