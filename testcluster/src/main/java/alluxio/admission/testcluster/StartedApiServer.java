package alluxio.admission.testcluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a kube-apiserver shows of itself while it starts. */
public final class StartedApiServer {

    private static final Logger LOG = LoggerFactory.getLogger(StartedApiServer.class);
    private static final String CERTIFICATE_BEGIN = "-----BEGIN CERTIFICATE-----";

    private StartedApiServer() {}

    public static boolean isReady(KubernetesClient client) {
        try {
            return "ok".equals(client.raw("/readyz"))
                    && client.namespaces().withName("default").get() != null;
        } catch (KubernetesClientException e) {
            LOG.trace("Not ready: {}", e.toString());
            return false;
        }
    }

    /**
     * The certificate of the authority that signed the server's own, as PEM.
     *
     * @param certificates of the server: its own comes first, the authority's last
     */
    public static String authority(Path certificates) {
        try {
            String pem = Files.readString(certificates);
            return pem.substring(pem.lastIndexOf(CERTIFICATE_BEGIN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
