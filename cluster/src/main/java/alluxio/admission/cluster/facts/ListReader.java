package alluxio.admission.cluster.facts;

import alluxio.admission.cluster.ApiRequests;
import alluxio.admission.cluster.ApiRequests.ApiAnswer;
import alluxio.admission.model.kube.JsonNodes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists objects page by page. What the caller may not list in the whole cluster is listed in single namespaces. */
final class ListReader {
    private static final int PAGE = 500;

    private final ApiRequests api;
    private final UnaryOperator<ObjectNode> trim;

    /** A list that ended, and why. */
    private record Attempt(List<ObjectNode> objects, String problem, boolean isForbidden) {}

    /** @param trim keeps of an object what is needed */
    ListReader(ApiRequests api, UnaryOperator<ObjectNode> trim) {
        this.api = api;
        this.trim = trim;
    }

    /**
     * All objects of a kind.
     *
     * @param selector {@code fieldSelector=…}, or ""
     * @param elsewhere the namespaces to try where the whole cluster is forbidden
     */
    KindListing everywhere(ReadableKind kind, String selector, Set<String> elsewhere) {
        Attempt all = list(kind, "", selector);
        if (all.problem().isEmpty()) {
            return KindListing.complete(all.objects());
        }
        String problem = "cannot list " + kind.plural() + (kind.isNamespaced() ? " in all namespaces" : "") + ": "
                + all.problem() + (all.isForbidden() ? "; ask for the right to list " + resource(kind) : "");
        if (!all.isForbidden() || !kind.isNamespaced()) {
            return new KindListing(all.objects(), Set.of(), List.of(problem));
        }
        KindListing single = in(kind, selector, elsewhere);
        List<String> problems = new ArrayList<>(List.of(problem));
        problems.addAll(single.problems());
        return new KindListing(single.objects(), single.completeIn(), problems);
    }

    /** The objects of these namespaces. */
    KindListing in(ReadableKind kind, String selector, Set<String> namespaces) {
        List<ObjectNode> objects = new ArrayList<>();
        Set<String> complete = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        for (String namespace : new TreeSet<>(namespaces)) {
            Attempt attempt = list(kind, namespace, selector);
            objects.addAll(attempt.objects());
            if (attempt.problem().isEmpty()) {
                complete.add(namespace);
            } else {
                problems.add("cannot list " + kind.plural() + " in " + namespace + ": " + attempt.problem()
                        + (attempt.isForbidden() ? "; ask for the right to list " + resource(kind) + " there" : ""));
            }
        }
        return new KindListing(objects, complete, problems);
    }

    private static String resource(ReadableKind kind) {
        return kind.plural() + (kind.group().isEmpty() ? "" : "." + kind.group());
    }

    private Attempt list(ReadableKind kind, String namespace, String selector) {
        List<ObjectNode> objects = new ArrayList<>();
        String next = "";
        do {
            ApiAnswer answer = api.get(kind.path(namespace) + "?limit=" + PAGE
                    + (selector.isEmpty() ? "" : "&" + selector)
                    + (next.isEmpty() ? "" : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
            if (!answer.isOk()) {
                return new Attempt(objects, answer.problem(), answer.isForbidden());
            }
            JsonNode page = answer.json();
            page.path("items").forEach(item -> {
                if (item instanceof ObjectNode object) {
                    object.put("kind", kind.kind()).put("apiVersion", kind.apiVersion());
                    objects.add(trim.apply(object));
                }
            });
            next = JsonNodes.text(page.path("metadata"), "continue");
        } while (!next.isEmpty());
        return new Attempt(objects, "", false);
    }
}
