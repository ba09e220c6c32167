package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The command and the arguments of a container, with {@code $(NAME)} as the kubelet replaces it. Immutable. */
public final class CommandLine {
    private final List<Word> words;
    private final List<String> texts;
    private final Set<String> different;

    /**
     * A word of the command line.
     *
     * @param text with its references replaced
     * @param at its entry in {@code command} or {@code args}
     * @param list {@code command} or {@code args}
     * @param known false where its references are not replaced, as the result would exceed a limit
     */
    public record Word(String text, Field at, String list, boolean known) {}

    private CommandLine(List<Word> words) {
        this.words = List.copyOf(words);
        this.texts = Iterables.map(words, Word::text);
        this.different = new HashSet<>(texts);
    }

    static CommandLine of(Container container) {
        List<Word> words = new ArrayList<>();
        for (String list : List.of("command", "args")) {
            for (Field entry : container.field().at(list).items()) {
                String written = entry.string();
                Optional<String> text = expand(written, container);
                words.add(new Word(text.orElse(written), entry, list, text.isPresent()));
            }
        }
        return new CommandLine(words);
    }

    private static Optional<String> expand(String text, Container container) {
        container.field().budget().spendText(text.length());
        return text.indexOf('$') < 0
                ? Optional.of(text)
                : container
                        .expansion()
                        .kubelet(
                                text,
                                name -> container.environment().get(name).flatMap(ContainerEnvironment.Variable::value))
                        .text();
    }

    public List<Word> words() {
        return words;
    }

    public List<String> texts() {
        return texts;
    }

    /** Whether one of the words is exactly this. */
    public boolean has(String word) {
        return different.contains(word);
    }

    /** Whether it starts the process of the container's role, as far as one can see. */
    boolean runs(Container container) {
        String what = container.role().map(Role::key).orElse("");
        boolean fuse = container.is(Role.FUSE);
        return texts.isEmpty() || (fuse && has("mount")) || Iterables.any(texts, word -> word.contains(what));
    }
}
