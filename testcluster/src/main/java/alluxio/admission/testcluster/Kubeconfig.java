package alluxio.admission.testcluster;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The file by which kubectl and the programs of a cluster find their API server. */
public final class Kubeconfig {

    private Kubeconfig() {}

    /**
     * The text of a file with one cluster and one user.
     *
     * @param caCertificatePem of the authority that signed the server's certificate
     */
    public static String text(String url, String caCertificatePem, String user, String token) {
        String authority = Base64.getEncoder().encodeToString(caCertificatePem.getBytes(StandardCharsets.US_ASCII));
        return """
                apiVersion: v1
                kind: Config
                current-context: testcluster
                clusters:
                - name: testcluster
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                contexts:
                - name: testcluster
                  context:
                    cluster: testcluster
                    user: %s
                users:
                - name: %s
                  user:
                    token: %s
                """.formatted(url, authority, user, user, token);
    }
}
