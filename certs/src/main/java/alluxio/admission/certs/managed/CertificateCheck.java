package alluxio.admission.certs.managed;

import alluxio.admission.certs.managed.CaResources.StoredConfiguration;
import alluxio.admission.certs.managed.CaResources.StoredSecret;
import alluxio.admission.certs.rotation.Authorities;
import alluxio.admission.certs.rotation.Authority;
import alluxio.admission.certs.rotation.ConfigurationState.CaBundle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Checks whether what a cluster has stored lets API servers trust the server. A pure function of what was read. */
public final class CertificateCheck {
    private final AuthorityRegistry registry;
    private final Instant now;
    private final List<Problem> problems = new ArrayList<>();

    private CertificateCheck(String commonName, Instant now) {
        this.registry = new AuthorityRegistry(commonName);
        this.now = now;
    }

    /** How bad a problem is. */
    public enum Severity {
        /** Calls of the webhook fail, now or after the next restart. */
        FAILED,
        /** Worth a look. */
        WARNING
    }

    /**
     * Something that is not as it should be.
     *
     * @param where {@code Secret}, or the configuration and the webhook in it
     */
    public record Problem(Severity severity, String where, String what, String fix) {}

    /**
     * Checks the Secret and the caBundles.
     *
     * @param configurations by name; empty for one that does not exist
     * @param commonName as in {@link RotationSettings#commonName}
     * @param lookAhead a CA that expires within this time should have been replaced
     */
    public static List<Problem> of(
            Optional<StoredSecret> secret,
            SortedMap<String, Optional<StoredConfiguration>> configurations,
            String commonName,
            Duration lookAhead,
            Instant now) {
        CertificateCheck check = new CertificateCheck(commonName, now);
        Optional<Authority> current = check.secret(secret, lookAhead);
        configurations.forEach((name, stored) -> stored.ifPresentOrElse(
                read -> check.configuration(name, read, current),
                () -> check.report(
                        Severity.WARNING,
                        name,
                        "it does not exist, so no API server calls the server because of it",
                        "install it again")));
        return List.copyOf(check.problems);
    }

    /** Returns the CA that can sign now. */
    private Optional<Authority> secret(Optional<StoredSecret> secret, Duration lookAhead) {
        if (secret.isEmpty()) {
            report(Severity.FAILED, "Secret", "there is none", "start the server, which creates it");
            return Optional.empty();
        }
        CaSecretCodec.Content content = new CaSecretCodec(registry, InstantSource.fixed(now))
                .decode(secret.get().data());
        Authorities authorities = content.authorities();
        Severity severity = authorities.canSign(now) ? Severity.WARNING : Severity.FAILED;
        content.problems()
                .forEach(problem -> report(
                        severity,
                        "Secret",
                        problem,
                        "delete the Secret while the server runs, which then creates it again"));
        Optional<Authority> current = authorities.current().filter(authority -> authority.isValid(now));
        current.filter(authority -> !authority.isValid(now.plus(lookAhead)))
                .ifPresent(authority -> report(
                        Severity.WARNING,
                        "Secret",
                        "the authority ends at " + authority.notAfter() + ", and was not renewed",
                        "look at problem in /readyz, and at the rights to update the Secret and to patch the "
                                + "configurations"));
        return current;
    }

    private void configuration(String name, StoredConfiguration read, Optional<Authority> current) {
        for (Map.Entry<String, byte[]> webhook : read.caBundles().entrySet()) {
            CaBundle bundle = CaBundleCodec.decode(webhook.getValue(), registry);
            String where = name + ", webhook " + webhook.getKey();
            if (current.isPresent() && !bundle.own().contains(current.get())) {
                report(
                        Severity.FAILED,
                        where,
                        webhook.getValue().length == 0
                                ? "caBundle is empty"
                                : "caBundle does not have the authority that signs",
                        "the server writes it: look at problem in /readyz, and at the rights to patch the configuration");
            } else if (bundle.foreign()) {
                report(
                        Severity.WARNING,
                        where,
                        "caBundle has certificates of another issuer",
                        "leave caBundle out of your manifests: the server owns it");
            }
        }
    }

    private void report(Severity severity, String where, String what, String fix) {
        problems.add(new Problem(severity, where, what, fix));
    }
}
