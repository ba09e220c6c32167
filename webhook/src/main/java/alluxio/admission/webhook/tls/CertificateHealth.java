package alluxio.admission.webhook.tls;

import java.time.Instant;

/**
 * The state of a certificate source.
 *
 * @param valid whether the certificate that is served is valid now
 * @param notAfter when it expires
 * @param reloads how often a new certificate was served
 * @param failures how many new ones could not be used
 * @param problem why the newest one is not served; empty when it is
 */
public record CertificateHealth(boolean valid, Instant notAfter, long reloads, long failures, String problem) {}
