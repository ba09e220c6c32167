package alluxio.admission.certs.managed;

import alluxio.admission.certs.managed.CaResources.StoredConfiguration;
import alluxio.admission.certs.managed.CaResources.StoredSecret;
import alluxio.admission.certs.rotation.Authorities;
import alluxio.admission.certs.rotation.Authority;
import alluxio.admission.certs.rotation.ConfigurationState.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Whether what a cluster has stored lets API servers trust the server: a pure function over what somebody has read. */
public final class CertificateCheck {
    private CertificateCheck() {}

    /**
     * @param broken whether calls fail because of it, now or at the next restart; else it is worth a look
     * @param where {@code Secret} or the configuration, with the webhook
     */
    public record Finding(boolean broken, String where, String problem, String fix) {}

    /**
     * @param configurations by name; empty for one that does not exist
     * @param commonName as in {@link RotationSettings#commonName}
     * @param lookAhead an authority that ends within this time should have been renewed
     */
    public static List<Finding> of(
            Optional<StoredSecret> secret,
            SortedMap<String, Optional<StoredConfiguration>> configurations,
            String commonName,
            Duration lookAhead,
            Instant now) {
        AuthorityRegistry vault = new AuthorityRegistry(commonName);
        List<Finding> findings = new ArrayList<>();
        Authorities authorities = Authorities.NONE;
        if (secret.isEmpty()) {
            findings.add(new Finding(true, "Secret", "there is none", "start the server: it makes one"));
        } else {
            CaSecretCodec.Content content = new CaSecretCodec(vault, InstantSource.fixed(now))
                    .read(secret.get().data());
            authorities = content.authorities();
            boolean broken = !authorities.canSign(now);
            content.problems()
                    .forEach(problem -> findings.add(new Finding(
                            broken, "Secret", problem, "delete the Secret while the server runs: it makes it again")));
            authorities
                    .current()
                    .filter(authority -> authority.isValid(now) && !authority.isValid(now.plus(lookAhead)))
                    .ifPresent(authority -> findings.add(new Finding(
                            false,
                            "Secret",
                            "the authority ends at " + authority.notAfter() + ", and was not renewed",
                            "look at problem in /readyz, and at the rights to update the Secret and to patch the "
                                    + "configurations")));
        }
        for (Map.Entry<String, Optional<StoredConfiguration>> each : configurations.entrySet()) {
            configuration(each.getKey(), each.getValue(), authorities, vault, now, findings);
        }
        return List.copyOf(findings);
    }

    private static void configuration(
            String name,
            Optional<StoredConfiguration> configuration,
            Authorities authorities,
            AuthorityRegistry vault,
            Instant now,
            List<Finding> findings) {
        if (configuration.isEmpty()) {
            findings.add(new Finding(
                    false, name, "it does not exist, so nobody calls the server because of it", "install it again"));
            return;
        }
        for (Map.Entry<String, byte[]> webhook : configuration.get().caBundles().entrySet()) {
            Entry entry = CaBundleCodec.read(webhook.getValue(), vault);
            Optional<Authority> current = authorities.current().filter(authority -> authority.isValid(now));
            String where = name + ", webhook " + webhook.getKey();
            if (current.isPresent() && !entry.ours().contains(current.get())) {
                findings.add(
                        new Finding(
                                true,
                                where,
                                webhook.getValue().length == 0
                                        ? "caBundle is empty"
                                        : "caBundle does not have the authority that signs",
                                "the server writes it: look at problem in /readyz, and at the rights to patch the configuration"));
            } else if (entry.foreign()) {
                findings.add(new Finding(
                        false,
                        where,
                        "caBundle has certificates of somebody else",
                        "leave caBundle out of your manifests: the server owns it"));
            }
        }
    }
}
