package alluxio.admission.app.attack;

import alluxio.admission.app.apiserver.ServerProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The server in a JVM with the image's flags, and what can be seen of it from outside. */
final class AttackedServer implements AutoCloseable {
    private final ServerProcess process;
    private final Path log;
    private final SSLContext trust;

    private AttackedServer(ServerProcess process, Path log, SSLContext trust) {
        this.process = process;
        this.log = log;
        this.trust = trust;
    }

    static AttackedServer start(Path folder) throws IOException, GeneralSecurityException {
        ServerProcess process = ServerProcess.start(
                folder,
                ServerProcess.Place.LOOPBACK,
                ImageFlags.read(),
                Map.of("MALLOC_ARENA_MAX", "2"),
                List.of("--self-signed", folder.toString(), "--host", "127.0.0.1"));
        return new AttackedServer(process, folder.resolve("log.jsonl"), trust(process.caPem()));
    }

    SSLContext trust() {
        return trust;
    }

    /** A connection from that address of loopback, without TLS so far. */
    Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.setSoTimeout(35_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), process.port()), 10_000);
        return socket;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isReady() {
        return process.managed("/readyz").statusCode() == 200;
    }

    boolean isLive() {
        return process.managed("/livez").statusCode() == 200;
    }

    /** The sum of all samples of a metric; zero when there is none. */
    double metric(String name) {
        return process.managed("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** What the kernel says of the process, in MiB, 0 when it has ended: {@code VmRSS} now, {@code VmHWM} at most so far. */
    long mebibytes(String field) {
        try {
            var match = Pattern.compile(field + ":\\s+(\\d+) kB")
                    .matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
            return match.find() ? Long.parseLong(match.group(1)) >> 10 : 0;
        } catch (IOException e) {
            return 0; // It has ended.
        }
    }

    /**
     * What the container's limit counts and the kernel cannot take back, in MiB: memory without pages of files. The files are the
     * JVM, its archive of classes and the jars.
     */
    long mebibytesThatCount() {
        return mebibytes("RssAnon") + mebibytes("RssShmem");
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext trust(String ca) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(ca.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        process.close();
    }
}
