package alluxio.admission.testcluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Clients that take nothing from the environment: no proxy, no other cluster's configuration. */
public final class ClientFactory {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int REQUEST_MILLIS = 30_000;

    private ClientFactory() {}

    public static KubernetesClient create(String url, String caCertificatePem, String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(url)
                .withCaCertData(caCertificatePem)
                .withOauthToken(token)
                .withNamespace("default")
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(REQUEST_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
