package alluxio.admission.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Runs the command blocks of pages, each one as it is printed, and compares what comes with the output that the page shows. */
public final class DocumentedCommands {
    /** Read in this order; other pages come between. A page that uninstalls comes last. */
    private static final List<String> FIRST = List.of("README.md", "docs/test-node.md", "docs/install.md");

    private static final List<String> LAST = List.of("deploy/chart/README.md", "docs/upgrade.md");

    private DocumentedCommands() {}

    /** All blocks, in the order in which a reader would come to them. */
    static List<CommandBlock> all() {
        List<Document> pages = new ArrayList<>(Document.all());
        pages.removeIf(page -> page.name().equals("docs/rules.md"));
        List<CommandBlock> blocks = new ArrayList<>();
        for (List<String> names : List.of(FIRST, List.of(""), LAST)) {
            for (String name : names) {
                pages.stream()
                        .filter(page -> name.isEmpty()
                                ? !FIRST.contains(page.name()) && !LAST.contains(page.name())
                                : page.name().equals(name))
                        .forEach(page -> blocks.addAll(CommandBlock.of(page)));
            }
        }
        return blocks;
    }

    /** A test for each block of a place; the same commands again, without anything before them, have been run already. */
    public static Stream<DynamicTest> of(CommandBlock.Place place, Shell shell) {
        Set<String> seen = new HashSet<>();
        return all().stream()
                .filter(block -> block.directives().place() == place)
                .filter(block -> seen.add(block.commands())
                        || !block.directives().before().isEmpty()
                        || block.output().isPresent())
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> run(block, shell)));
    }

    private static void run(CommandBlock block, Shell shell) {
        for (String before : block.directives().before()) {
            Shell.Ended ended = shell.run(before);
            assertThat(ended.exitCode()).as(before + "\n" + ended.output()).isZero();
        }
        long begin = System.nanoTime();
        Shell.Ended ended = shell.run(block.commands());
        System.out.printf("documented: %5.1f s %s%n", (System.nanoTime() - begin) / 1e9, block);
        assertThat(ended.exitCode())
                .as(block + " printed:\n" + ended.output())
                .isEqualTo(block.directives().exitCode());
        block.output()
                .ifPresent(expected -> assertThat(ended.output())
                        .as(block + " should print:\n" + expected)
                        .matches(output -> ExpectedOutput.matches(expected, output)));
    }
}
