package alluxio.admission.cluster.facts;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster as the one who runs {@code check} sees it. Immutable.
 *
 * @param server the API server itself
 * @param answers of pods, by what they were asked
 * @param secrets the Secrets that were looked at by name
 * @param trial what a dry run of an opted-in pod showed; empty when none was made
 * @param takenAt when it was read
 */
public record ClusterFacts(
        ServerFacts server,
        ObjectFacts objects,
        Map<PodRequest, PodAnswer> answers,
        Map<SecretName, SecretFacts> secrets,
        Optional<TrialPod> trial,
        Instant takenAt) {
    public ClusterFacts {
        answers = Collections.unmodifiableMap(new HashMap<>(answers));
        secrets = Collections.unmodifiableMap(new HashMap<>(secrets));
    }

    /** What the pod answered. */
    public PodAnswer answer(PodRequest request) {
        return answers.getOrDefault(request, PodAnswer.NOT_ASKED);
    }

    /** What is known of a Secret. */
    public SecretFacts secret(SecretName name) {
        return secrets.getOrDefault(name, SecretFacts.NOT_SEEN);
    }

    /**
     * The API server.
     *
     * @param version such as {@code v1.37.2}; "" when it does not say
     * @param namespace of the kubeconfig's context
     */
    public record ServerFacts(String url, String version, String namespace) {}

    /** Names a Secret. */
    public record SecretName(String namespace, String name) {}

    /**
     * Of a Secret, only what is no secret: whether it is there, and certificates.
     *
     * @param certificates in PEM: the entry {@code ca.crt}, or ""
     * @param problem why it was not seen; "" when it was, or is known to be missing
     */
    public record SecretFacts(boolean exists, String certificates, String problem) {
        /** Was not looked for. */
        public static final SecretFacts NOT_SEEN = new SecretFacts(false, "", "not looked for");

        /** Known not to exist. */
        public static final SecretFacts MISSING = new SecretFacts(false, "", "");

        public boolean isMissing() {
            return !exists && problem.isEmpty();
        }
    }

    /**
     * What became of an opted-in pod that was created as a dry run.
     *
     * @param status its annotation {@code alluxio.io/status} afterwards; "" without
     * @param problem why it was refused; "" when it was not
     */
    public record TrialPod(String namespace, String status, String problem) {}
}
