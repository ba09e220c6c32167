package alluxio.admission.app.server;

import alluxio.admission.certs.InvalidKeyPairException;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.certs.KeyPairCheck;
import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.webhook.tls.CertificateSource;
import alluxio.admission.webhook.tls.ClientCaSource;
import alluxio.admission.webhook.tls.FileCertificateSource;
import alluxio.admission.webhook.tls.FileClientCa;
import alluxio.admission.webhook.tls.MemoryCertificateSource;
import alluxio.admission.webhook.tls.PairCheck;
import alluxio.admission.webhook.tls.TlsIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** Joins certificates to the server, which do not know each other. */
public final class Certificates {
    private Certificates() {}

    /**
     * From two files, which are looked at every {@code poll}.
     *
     * @throws FileCertificateSource.CertificateUnusableException when they cannot be used now
     */
    public static CertificateSource files(Path chain, Path key, Duration poll, InstantSource clock) {
        return FileCertificateSource.open(
                chain, key, file -> InputFile.bytes(file, InputLimit.TLS), poll, check(clock), clock);
    }

    /**
     * Certificates of the CAs that sign for clients, in a file that is looked at every {@code poll}.
     *
     * @throws IllegalArgumentException with one plain line when it cannot be used now
     */
    public static ClientCaSource clientCa(Path file, Duration poll) {
        return FileClientCa.open(file, each -> InputFile.bytes(each, InputLimit.TLS), poll);
    }

    public static CertificateSource fixed(KeyMaterial material, InstantSource clock) {
        return new MemoryCertificateSource(identity(material), clock);
    }

    private static PairCheck check(InstantSource clock) {
        KeyPairCheck check = new KeyPairCheck(clock);
        return (chain, key) -> {
            try {
                return identity(check.check(chain, key));
            } catch (InvalidKeyPairException e) {
                throw new PairCheck.InvalidPairException(String.valueOf(e.getMessage()));
            }
        };
    }

    static TlsIdentity identity(KeyMaterial material) {
        return TlsIdentity.of(material.chainPem(), material.keyPem());
    }
}
