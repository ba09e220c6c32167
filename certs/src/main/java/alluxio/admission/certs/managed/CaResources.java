package alluxio.admission.certs.managed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The objects in the API server that hold the CAs: one Secret, and the webhook configurations of this installation. Calls
 * block, for less than the margin of the lifetimes; they come from one thread.
 */
public interface CaResources {

    /**
     * The Secret as it was read.
     *
     * @param data decoded
     */
    record StoredSecret(String resourceVersion, Map<String, byte[]> data) {}

    /**
     * A webhook configuration as it was read.
     *
     * @param caBundles decoded, by the name of the webhook; an empty one for a webhook without. In the order of the
     *     configuration, because a server-side apply changes the order to its own
     */
    record StoredConfiguration(String resourceVersion, SequencedMap<String, byte[]> caBundles) {}

    /** Empty when there is none. */
    Optional<StoredSecret> readSecret() throws ApiServerException;

    /** @throws ApiServerException.Conflict when it exists by now */
    void createSecret(Map<String, byte[]> data) throws ApiServerException;

    /**
     * Replaces all data.
     *
     * @throws ApiServerException.Conflict when it no longer has this version
     */
    void updateSecret(String resourceVersion, Map<String, byte[]> data) throws ApiServerException;

    /**
     * Reads a webhook configuration.
     *
     * @param name one of {@link #configurations()}
     * @return empty when it does not exist
     */
    Optional<StoredConfiguration> readConfiguration(String name) throws ApiServerException;

    /**
     * Writes the caBundle of the webhooks that were read, and nothing else, by server-side apply.
     *
     * @throws ApiServerException.Conflict when it no longer has the version that was read
     */
    void publish(String name, StoredConfiguration read, byte[] caBundle) throws ApiServerException;

    /** The names of the webhook configurations: {@code MutatingWebhookConfiguration/name} and so on. */
    List<String> configurations();
}
