package alluxio.admission.webhook.tls;

import java.util.function.Consumer;

/** Where the server's certificate comes from. Thread-safe. */
public interface CertificateSource {

    /** What is to be served now. There is one from the start. */
    TlsIdentity current();

    /**
     * Tells of each new identity, on a thread of the source. The listener is to return quickly; what it throws is
     * logged.
     */
    void onChange(Consumer<TlsIdentity> listener);

    CertificateHealth health();
}
