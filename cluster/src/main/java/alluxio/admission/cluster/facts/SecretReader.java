package alluxio.admission.cluster.facts;

import alluxio.admission.cluster.ApiRequests;
import alluxio.admission.cluster.ApiRequests.ApiAnswer;
import alluxio.admission.cluster.facts.ClusterFacts.SecretFacts;
import alluxio.admission.cluster.facts.ClusterFacts.SecretName;
import alluxio.admission.model.kube.JsonNodes;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at single Secrets by name: that of the CAs, and those that injected pods which do not start would mount. Only certificates are kept. */
final class SecretReader {
    private static final int MOST = 50;

    private final ApiRequests api;

    SecretReader(ApiRequests api) {
        this.api = api;
    }

    Map<SecretName, SecretFacts> read(ObjectFacts objects, List<Installation> installations) {
        Set<SecretName> names = new LinkedHashSet<>();
        installations.forEach(installation -> names.add(authorities(installation)));
        objects.all(ReadableKind.POD).stream()
                .filter(PodState::isPending)
                .forEach(pod -> names.addAll(InjectedSecrets.of(pod)));
        Map<SecretName, SecretFacts> found = new LinkedHashMap<>();
        names.stream().limit(MOST).forEach(name -> found.put(name, look(name)));
        return found;
    }

    private SecretFacts look(SecretName name) {
        ApiAnswer answer = api.get("/api/v1/namespaces/" + name.namespace() + "/secrets/" + name.name());
        if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            return SecretFacts.MISSING;
        }
        if (!answer.isOk()) {
            return new SecretFacts(
                    false,
                    "",
                    "cannot get Secret " + name.namespace() + "/" + name.name() + ": " + answer.problem()
                            + (answer.isForbidden() ? "; ask for the right to get it" : ""));
        }
        String encoded = JsonNodes.text(answer.json().path("data"), "ca.crt");
        return new SecretFacts(true, decoded(encoded), "");
    }

    private static String decoded(String encoded) {
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The Secret of an installation's CAs, as the chart names it. */
    static SecretName authorities(Installation installation) {
        return new SecretName(installation.namespace(), installation.service() + "-ca");
    }
}
