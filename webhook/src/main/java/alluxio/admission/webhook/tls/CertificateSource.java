package alluxio.admission.webhook.tls;

import alluxio.admission.certs.KeyMaterial;
import java.util.function.Consumer;

/** Where the server's certificate comes from. Thread-safe. */
public interface CertificateSource {

    /** What is to be served now. There is one from the start. */
    KeyMaterial current();

    /**
     * Tells of each new identity, on a thread of the source. The listener is to return quickly; what it throws is
     * logged.
     */
    void onChange(Consumer<KeyMaterial> listener);

    CertificateHealth health();
}
