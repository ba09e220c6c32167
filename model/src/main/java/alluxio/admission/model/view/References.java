package alluxio.admission.model.view;

import java.util.function.Consumer;

/** The references {@code $(NAME)} in a text that the kubelet expands. */
public final class References {
    private References() {}

    /** Calls for the name of each reference, in the order of the text; {@code $$} is none. */
    public static void names(String text, Consumer<String> name) {
        int lastClose = text.lastIndexOf(')');
        int at = text.indexOf('$');
        while (at >= 0 && at < lastClose) {
            int next = at + 1;
            if (text.startsWith("$$", at)) {
                next = at + 2;
            } else if (text.startsWith("$(", at)) {
                int end = text.indexOf(')', at);
                name.accept(text.substring(at + 2, end));
                next = end + 1;
            }
            at = text.indexOf('$', next);
        }
    }
}
