package alluxio.admission.webhook.tls;

import alluxio.admission.certs.KeyMaterial;
import java.util.function.Consumer;

/** Where the server's certificate comes from. Thread-safe. */
public interface CertificateSource {

    /** The certificate to serve now, with its key. There is one from the start. */
    KeyMaterial current();

    /**
     * Calls the listener with each new certificate, on a thread of the source. It has to return quickly; what it throws is
     * logged.
     */
    void onChange(Consumer<KeyMaterial> listener);

    CertificateHealth health();
}
