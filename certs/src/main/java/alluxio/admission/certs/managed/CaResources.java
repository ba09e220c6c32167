package alluxio.admission.certs.managed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What is needed of the API server: one Secret, and the webhook configurations that are ours. Calls wait, for less than the
 * margin of the lifetimes; used by one thread.
 */
public interface CaResources {

    /** @param data decoded */
    record StoredSecret(String resourceVersion, Map<String, byte[]> data) {}

    /**
     * @param caBundles decoded, by the name of the webhook, in the order of the configuration, which a server-side apply would
     *     change to its own; empty for one that has none
     */
    record StoredConfiguration(String resourceVersion, SequencedMap<String, byte[]> caBundles) {}

    /** Empty when there is none. */
    Optional<StoredSecret> readSecret() throws ApiServerException;

    /** @throws ApiServerException.Conflict when there is one by now */
    void createSecret(Map<String, byte[]> data) throws ApiServerException;

    /**
     * Replaces all data.
     *
     * @throws ApiServerException.Conflict when it is no longer at this version
     */
    void updateSecret(String resourceVersion, Map<String, byte[]> data) throws ApiServerException;

    /**
     * @param name as in {@link #configurations()}
     * @return empty when there is none
     */
    Optional<StoredConfiguration> readConfiguration(String name) throws ApiServerException;

    /**
     * Writes the caBundle of the webhooks that were read, and nothing else, by server-side apply.
     *
     * @throws ApiServerException.Conflict when it is no longer at the version that was read
     */
    void publish(String name, StoredConfiguration read, byte[] caBundle) throws ApiServerException;

    /** {@code MutatingWebhookConfiguration/name} and {@code ValidatingWebhookConfiguration/name}. */
    List<String> configurations();
}
