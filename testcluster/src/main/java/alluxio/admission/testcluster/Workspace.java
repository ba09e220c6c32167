package alluxio.admission.testcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/** The temporary folder of one API server, which only this user can enter, and the files in it. */
record Workspace(Path folder, Path logs, String token) implements AutoCloseable {

    /** The path of a unix domain socket may have 104 bytes on some systems; the names in here are short. */
    private static final int LONGEST_BASE = 60;

    private static final int TOKEN_BYTES = 24;
    private static final int PEM_LINE = 64;

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
        String authority = base64(caCertificatePem.getBytes(StandardCharsets.US_ASCII));
        String text = """
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
                    user: admin
                users:
                - name: admin
                  user:
                    token: %s
                """.formatted(url, authority, token);
        try {
            writePrivately(kubeconfig(), text);
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
        KeyPair keys = newKeys();
        writePrivately(signingKey(), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        writePrivately(verificationKey(), pem("PUBLIC KEY", keys.getPublic().getEncoded()));
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

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has P-256", e);
        }
    }

    private static String pem(String type, byte[] content) {
        String body = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
