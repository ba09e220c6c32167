package alluxio.admission.manifest.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the text, before aliases, merges and scalars are resolved. Compared by identity: an alias may lead back
 * to a node that contains it.
 */
sealed interface SyntaxNode {
    int line();

    int column();

    /**
     * @param tag written out in full, null when there is none
     * @param implicit plain, so that the text decides what it is
     */
    record Scalar(@Nullable String tag, boolean implicit, String text, int line, int column) implements SyntaxNode {}

    record Sequence(List<SyntaxNode> items, int line, int column) implements SyntaxNode {}

    record Mapping(List<Pair> pairs, int line, int column) implements SyntaxNode {}

    record Alias(String name, SyntaxNode target, int line, int column) implements SyntaxNode {}

    record Pair(SyntaxNode key, SyntaxNode value) {}
}
