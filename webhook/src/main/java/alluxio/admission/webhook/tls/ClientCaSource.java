package alluxio.admission.webhook.tls;

import java.util.Optional;
import java.util.function.Consumer;

/** Whose clients are answered, and how the server learns of a change. Thread-safe. */
public interface ClientCaSource {

    /** Empty when any client is answered. */
    Optional<ClientTrust> current();

    /** Tells of each change, on a thread of the source. The listener is to return quickly. */
    void onChange(Consumer<ClientTrust> listener);

    /** Any client is answered, for ever. */
    static ClientCaSource anybody() {
        return new ClientCaSource() {
            @Override
            public Optional<ClientTrust> current() {
                return Optional.empty();
            }

            @Override
            public void onChange(Consumer<ClientTrust> listener) {
                // there is never one
            }
        };
    }
}
