package alluxio.admission.model.view;

import java.util.Collection;
import java.util.List;

/**
 * What is not seen of a container's settings. Kept with the settings, which tell it to {@link UnseenSources} when a part of them
 * is read that rests on it.
 */
final class UnseenOfContainer {
    private final Container container;
    private final List<String> sources;
    private final String text;

    /** @param sources such as {@code ConfigMap alluxio-config} */
    UnseenOfContainer(Container container, Collection<String> sources) {
        this.container = container;
        this.sources = List.copyOf(sources);
        this.text = MessageText.list(this.sources);
    }

    List<String> sources() {
        return sources;
    }

    /** The first few, for messages. */
    String text() {
        return text;
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    /** Something is read that any of the sources may set. */
    void tell() {
        if (!sources.isEmpty()) {
            tell(text);
        }
    }

    /** Something is read that is not known, for this reason. */
    void tell(String why) {
        container.pod().unseen().notSeen(container.name(), why);
    }
}
