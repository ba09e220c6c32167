package alluxio.admission.webhook.tls;

import java.time.Instant;

/**
 * How a source does.
 *
 * @param valid whether what is served is valid now
 * @param notAfter of the certificate that is served
 * @param reloads how often a new pair was taken
 * @param failures how many different pairs were not taken
 * @param problem why the newest pair is not the one that is served; empty when it is
 */
public record CertificateHealth(boolean valid, Instant notAfter, long reloads, long failures, String problem) {}
