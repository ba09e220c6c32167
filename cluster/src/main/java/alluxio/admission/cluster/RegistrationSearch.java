package alluxio.admission.cluster;

import alluxio.admission.cluster.ApiRequests.ApiAnswer;
import alluxio.admission.cluster.WebhookRegistration.RegistrationKind;
import alluxio.admission.model.kube.JsonNodes;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The registrations that have some labels, which the chart gives to all of its objects.
 *
 * @param registrations in the order in which they are to go
 * @param instances the installations that they belong to, by their label {@code app.kubernetes.io/instance}
 */
public record RegistrationSearch(List<WebhookRegistration> registrations, Set<String> instances) {
    /** The label of an installation's name. */
    public static final String INSTANCE_LABEL = "app.kubernetes.io/instance";

    private static final String PATH = "/apis/admissionregistration.k8s.io/v1/";

    public RegistrationSearch {
        registrations = List.copyOf(registrations);
        instances = Set.copyOf(instances);
    }

    /** They cannot be listed. */
    public static final class SearchFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean unreached;

        SearchFailedException(String message, boolean unreached) {
            super(message);
            this.unreached = unreached;
        }

        /** Whether there was no answer at all. */
        public boolean isUnreached() {
            return unreached;
        }
    }

    /**
     * Needs the right to list the four kinds.
     *
     * @param selector a label selector, as kubectl's {@code -l}
     */
    public static RegistrationSearch find(ApiRequests api, String selector) throws SearchFailedException {
        List<WebhookRegistration> found = new ArrayList<>();
        Set<String> instances = new TreeSet<>();
        for (RegistrationKind kind : RegistrationKind.values()) {
            String query = "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
            for (JsonNode item : items(kind, api.get(PATH + kind.plural() + query))) {
                JsonNode metadata = item.path("metadata");
                found.add(new WebhookRegistration(kind, JsonNodes.text(metadata, "name")));
                instances.add(JsonNodes.text(metadata.path("labels"), INSTANCE_LABEL));
            }
        }
        return new RegistrationSearch(found, instances);
    }

    private static JsonNode items(RegistrationKind kind, ApiAnswer answer) throws SearchFailedException {
        // An API server that does not serve policies has none.
        if (answer.isOk() || answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            return answer.json().path("items");
        }
        throw new SearchFailedException("cannot list " + kind.plural() + ": " + answer.problem(), answer.isUnreached());
    }
}
