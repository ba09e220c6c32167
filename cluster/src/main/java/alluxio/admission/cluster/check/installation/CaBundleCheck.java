package alluxio.admission.cluster.check.installation;

import alluxio.admission.certs.InvalidKeyPairException;
import alluxio.admission.certs.Pem;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.ClusterFacts.SecretFacts;
import alluxio.admission.cluster.facts.ClusterFacts.SecretName;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.model.kube.JsonNodes;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the API server trusts the servers: each webhook has a caBundle with the authority that signs their certificates. */
public final class CaBundleCheck extends InstallationCheck {
    private static final String IN_SYNC = "in sync";

    public CaBundleCheck() {
        super("ca-bundle", "caBundle");
    }

    @Override
    CheckResult check(Installation installation, CheckedCluster cluster) {
        ClusterFacts facts = cluster.facts();
        SecretFacts secret = facts.secret(new SecretName(installation.namespace(), installation.service() + "-ca"));
        List<X509Certificate> signing = certificates(secret.certificates());
        List<String> problems = new ArrayList<>();
        for (ObjectNode configuration : installation.configurations()) {
            for (JsonNode hook : configuration.path("webhooks")) {
                String problem = problem(hook, signing, facts.takenAt());
                if (!problem.isEmpty()) {
                    problems.add(ObjectNames.withKind(configuration) + ", webhook " + JsonNodes.text(hook, "name")
                            + ": " + problem);
                }
            }
        }
        reported(installation, facts).forEach((configuration, state) -> problems.add(configuration + ": " + state));
        if (problems.isEmpty()) {
            return info().ok("the API server trusts the servers"
                    + (secret.exists() ? ", by the certificate in Secret " + installation.service() + "-ca" : ""));
        }
        if (!installation.mayAnswer()) {
            return info().skipped(NO_SERVER);
        }
        return info().failed(
                        problems.getFirst(),
                        "ready servers repair it within seconds; where none is ready: kubectl -n "
                                + installation.namespace() + " logs deployment/" + installation.service())
                .with(problems.subList(1, problems.size()));
    }

    private static String problem(JsonNode hook, List<X509Certificate> signing, Instant now) {
        String bundle = JsonNodes.text(hook.path("clientConfig"), "caBundle");
        if (bundle.isEmpty()) {
            return "no caBundle, so the API server does not trust the servers, and calls fail";
        }
        List<X509Certificate> trusted = certificates(decoded(bundle));
        if (trusted.isEmpty()) {
            return "the caBundle has no certificate that can be read";
        }
        if (trusted.stream().noneMatch(each -> each.getNotAfter().toInstant().isAfter(now))) {
            return "all certificates of the caBundle have expired";
        }
        return signing.isEmpty() || trusted.contains(signing.getFirst())
                ? ""
                : "the caBundle does not have the certificate of the Secret, so calls fail";
    }

    /** What the servers say about the caBundles, where they manage them. */
    private static Map<String, String> reported(Installation installation, ClusterFacts facts) {
        Map<String, String> states = new TreeMap<>();
        for (ReplicaDetails replica : ReplicaDetails.of(installation, facts)) {
            replica.details("certificates").forEach((name, state) -> {
                if (name.contains("WebhookConfiguration/") && !state.equals(IN_SYNC)) {
                    states.put(name, state);
                }
            });
        }
        return states;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static List<X509Certificate> certificates(String pem) {
        try {
            return pem.isEmpty() ? List.of() : Pem.readCertificates(pem.getBytes(StandardCharsets.US_ASCII));
        } catch (InvalidKeyPairException e) {
            return List.of();
        }
    }
}
