package alluxio.admission.testcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The temporary folder of one API server, which only this user can enter, and the files in it. */
record Workspace(Path folder, Path logs, String token) implements AutoCloseable {

    /** The path of a unix domain socket may have 104 bytes on some systems; the names in here are short. */
    private static final int LONGEST_BASE = 60;

    private static final int TOKEN_BYTES = 24;

    static Workspace create(ApiServerOptions options) {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        try {
            Path folder = Files.createTempDirectory(base(), "alluxio-admission-");
            Path logs = options.logs().orElse(folder.resolve("logs")).toAbsolutePath();
            Files.createDirectories(logs);
            Workspace workspace = new Workspace(folder, logs, HexFormat.of().formatHex(random));
            workspace.fill();
            return workspace;
        } catch (IOException e) {
            throw new TestClusterException("Cannot set up the folder of an API server: " + e, e);
        }
    }

    Path etcdSocket() {
        return folder.resolve("etcd.sock");
    }

    Path proxySocket() {
        return folder.resolve("proxy.sock");
    }

    Path certificates() {
        return folder.resolve("certs");
    }

    Path egressConfiguration() {
        return folder.resolve("egress.yaml");
    }

    Path tokens() {
        return folder.resolve("tokens.csv");
    }

    Path signingKey() {
        return folder.resolve("service-accounts.key");
    }

    Path verificationKey() {
        return folder.resolve("service-accounts.pub");
    }

    Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    void writeKubeconfig(String url, String caCertificatePem) {
        try {
            writePrivately(kubeconfig(), Kubeconfig.text(url, caCertificatePem, "admin", token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        Folders.delete(folder);
    }

    private void fill() throws IOException {
        writePrivately(tokens(), token + ",admin,admin,system:masters\n");
        SigningKey key = SigningKey.random();
        writePrivately(signingKey(), key.privatePem());
        writePrivately(verificationKey(), key.publicPem());
        Files.writeString(egressConfiguration(), """
                apiVersion: apiserver.k8s.io/v1beta1
                kind: EgressSelectorConfiguration
                egressSelections:
                - name: cluster
                  connection:
                    proxyProtocol: HTTPConnect
                    transport:
                      uds:
                        udsName: "%s"
                """.formatted(proxySocket()));
    }

    private static Path base() {
        Path usual = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        return usual.toString().length() <= LONGEST_BASE ? usual : Path.of("/tmp");
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }
}
