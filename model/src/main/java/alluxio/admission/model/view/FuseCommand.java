package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.EntryPoint;
import alluxio.admission.model.alluxio.FuseEntryPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the entry point of a FUSE container is told: the words after {@code fuse} (or {@code mount}), also within a shell's
 * command line.
 *
 * @param service {@code fuse} or {@code mount}
 * @param words those after it
 */
public record FuseCommand(FuseArgument service, List<FuseArgument> words) {
    private static final String ENDS = ";&|<>\n";

    /** @param at the entry of {@code command} or {@code args} that it is in */
    public record FuseArgument(String text, Field at) {}

    /** Empty when it is started in some other way, of which nothing is known. */
    public static Optional<FuseCommand> of(Container container) {
        List<FuseArgument> all = new ArrayList<>();
        for (CommandLine.Word word : container.commandLine().words()) {
            String text = word.text();
            int call = text.indexOf(EntryPoint.SCRIPT + " ");
            if (call >= 0) {
                Whitespace.split(shellCall(text.substring(call)), part -> all.add(new FuseArgument(part, word.at())));
            } else {
                all.add(new FuseArgument(text, word.at()));
            }
        }
        for (int i = 0; i < all.size(); i++) {
            if (List.of(EntryPoint.FUSE, EntryPoint.MOUNT).contains(all.get(i).text())) {
                List<FuseArgument> after = Iterables.filter(
                        all.subList(i + 1, all.size()), word -> !word.text().isEmpty());
                return Optional.of(new FuseCommand(all.get(i), after));
            }
        }
        return Optional.empty();
    }

    /** Up to what ends a command of a shell. */
    private static String shellCall(String line) {
        int end = 0;
        while (end < line.length() && ENDS.indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return line.substring(0, end);
    }

    /** False for {@code mount}. */
    public boolean isFuse() {
        return service.text().equals(EntryPoint.FUSE);
    }

    /** {@code --fuse-opts=…}. */
    public Optional<FuseArgument> options() {
        return Iterables.first(words, word -> word.text().startsWith(FuseEntryPoint.OPTIONS));
    }

    /** The mount options themselves. */
    public static List<String> split(FuseArgument options) {
        return List.of(options.text().substring(FuseEntryPoint.OPTIONS.length()).split(",", -1));
    }

    /** The words that are no options, nor values of {@code -o}. */
    public List<FuseArgument> positional() {
        List<FuseArgument> positional = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean value = i > 0 && words.get(i - 1).text().equals("-o");
            if (!value && !words.get(i).text().startsWith("-")) {
                positional.add(words.get(i));
            }
        }
        return positional;
    }
}
