package alluxio.admission.app.chart;

import alluxio.admission.testcluster.ApiServer;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kubelet mounts into a pod: a token of its account. */
public final class Tokens {
    private static final long SECONDS = 3 * 3600L;

    private Tokens() {}

    /** A token of an account. */
    public static String of(ApiServer server, String namespace, String account) {
        return server.client()
                .serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(SECONDS)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    /** Writes a kubeconfig of an account into a file. */
    public static Path kubeconfig(ApiServer server, String namespace, String account, Path file) {
        String token = of(server, namespace, account);
        try {
            String admin = Files.readString(server.kubeconfig());
            return Files.writeString(file, admin.replace(server.token(), token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
