package alluxio.admission.cluster;

import alluxio.admission.certs.managed.ApiServerException;
import alluxio.admission.certs.managed.ApiServerException.Conflict;
import alluxio.admission.certs.managed.CaResources;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The Secret and the webhook configurations of an installation, in a real API server. Thread-safe, as the client is. */
public final class ClusterCaResources implements CaResources {
    private final KubernetesClient client;
    private final String namespace;
    private final String secret;
    private final List<WebhookConfiguration> configurations;

    /** @param connection the caller's, to be closed by it */
    public ClusterCaResources(
            ClusterConnection connection, String namespace, String secret, List<WebhookConfiguration> configurations) {
        this.client = connection.client();
        this.namespace = namespace;
        this.secret = secret;
        this.configurations = List.copyOf(configurations);
    }

    @Override
    public Optional<StoredSecret> readSecret() throws ApiServerException {
        Secret found = call("read", secretName(), () -> secretResource().get());
        return Optional.ofNullable(found)
                .map(s -> new StoredSecret(s.getMetadata().getResourceVersion(), decoded(s.getData())));
    }

    /** Without labels: an installer that applies its own labels later would get a conflict. */
    @Override
    public void createSecret(Map<String, byte[]> data) throws ApiServerException {
        Secret fresh = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(secret)
                .endMetadata()
                .withType("Opaque")
                .withData(encoded(data))
                .build();
        call("create", secretName(), () -> client.resource(fresh).create());
    }

    /** Labels and all else stay as they are. */
    @Override
    public void updateSecret(String resourceVersion, Map<String, byte[]> data) throws ApiServerException {
        Secret found = call("read", secretName(), () -> secretResource().get());
        if (found == null || !found.getMetadata().getResourceVersion().equals(resourceVersion)) {
            throw new Conflict(secretName() + " has changed");
        }
        found.setData(encoded(data));
        call(
                "update",
                secretName(),
                () -> client.resource(found)
                        .lockResourceVersion(resourceVersion)
                        .update());
    }

    @Override
    public List<String> configurations() {
        return configurations.stream().map(WebhookConfiguration::toString).toList();
    }

    @Override
    public Optional<StoredConfiguration> readConfiguration(String name) throws ApiServerException {
        return call("read", name, () -> named(name).read(client));
    }

    @Override
    public void publish(String name, StoredConfiguration read, byte[] caBundle) throws ApiServerException {
        call("patch", name, () -> {
            named(name).apply(client, read, caBundle);
            return true;
        });
    }

    /** Tells of each change of the Secret and the configurations, until it is closed or the API server ends it. */
    public ResourceWatches watch(Runnable changed) {
        return ResourceWatches.open(client, secretResource(), configurations, changed);
    }

    private WebhookConfiguration named(String name) {
        return configurations.stream()
                .filter(configuration -> configuration.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Resource<Secret> secretResource() {
        return client.secrets().inNamespace(namespace).withName(secret);
    }

    private String secretName() {
        return "Secret " + namespace + "/" + secret;
    }

    private static <T> T call(String verb, String what, Supplier<T> request) throws ApiServerException {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            String message = "cannot " + verb + " " + what + ": " + reason(e);
            boolean gone = e.getCode() == HttpURLConnection.HTTP_NOT_FOUND && !verb.equals("read");
            throw e.getCode() == HttpURLConnection.HTTP_CONFLICT || gone
                    ? new Conflict(message)
                    : new ApiServerException(message);
        }
    }

    /** The API server's message, or else that of the deepest cause. */
    static String reason(KubernetesClientException e) {
        return e.getStatus() != null && e.getStatus().getMessage() != null
                ? e.getStatus().getMessage()
                : cause(e);
    }

    static String cause(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage() == null ? deepest : deepest.getMessage());
    }

    private static Map<String, byte[]> decoded(Map<String, String> data) {
        Map<String, byte[]> decoded = new TreeMap<>();
        if (data != null) {
            data.forEach((key, value) -> decoded.put(key, Base64.getDecoder().decode(value)));
        }
        return decoded;
    }

    private static Map<String, String> encoded(Map<String, byte[]> data) {
        Map<String, String> encoded = new TreeMap<>();
        data.forEach((key, value) -> encoded.put(key, Base64.getEncoder().encodeToString(value)));
        return encoded;
    }
}
