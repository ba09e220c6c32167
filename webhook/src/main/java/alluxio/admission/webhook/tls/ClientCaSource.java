package alluxio.admission.webhook.tls;

import java.util.Optional;
import java.util.function.Consumer;

/** The CAs whose clients the server answers. Thread-safe. */
public interface ClientCaSource {

    /** Empty when no client certificate is required. */
    Optional<ClientTrust> current();

    /** Calls the listener after each change, on a thread of the source. It has to return quickly. */
    void onChange(Consumer<ClientTrust> listener);

    /** No client certificate is required. */
    static ClientCaSource none() {
        return new ClientCaSource() {
            @Override
            public Optional<ClientTrust> current() {
                return Optional.empty();
            }

            @Override
            public void onChange(Consumer<ClientTrust> listener) {
                // it never changes
            }
        };
    }
}
