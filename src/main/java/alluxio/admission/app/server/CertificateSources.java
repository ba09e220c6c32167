package alluxio.admission.app.server;

import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.webhook.tls.CertificateSource;
import alluxio.admission.webhook.tls.ClientCaSource;
import alluxio.admission.webhook.tls.FileCertificateSource;
import alluxio.admission.webhook.tls.FileClientCaSource;
import alluxio.admission.webhook.tls.MemoryCertificateSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** The sources of certificates that the command line offers, except managed ones. */
public final class CertificateSources {
    private CertificateSources() {}

    /**
     * Two files, compared every {@code poll}.
     *
     * @throws FileCertificateSource.CertificateUnusableException when they cannot be used now
     */
    public static CertificateSource files(Path chain, Path key, Duration poll, InstantSource clock) {
        return FileCertificateSource.open(chain, key, file -> InputFile.bytes(file, InputLimit.TLS), poll, clock);
    }

    /**
     * The CAs of clients, in a file that is compared every {@code poll}.
     *
     * @throws IllegalArgumentException with one plain line when it cannot be used now
     */
    public static ClientCaSource clientCa(Path file, Duration poll) {
        return FileClientCaSource.open(file, each -> InputFile.bytes(each, InputLimit.TLS), poll);
    }

    /** A certificate that never changes. */
    public static CertificateSource fixed(KeyMaterial material, InstantSource clock) {
        return new MemoryCertificateSource(material, clock);
    }
}
