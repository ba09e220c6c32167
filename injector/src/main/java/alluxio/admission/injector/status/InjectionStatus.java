package alluxio.admission.injector.status;

import alluxio.admission.injector.explain.AdditionKind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The annotation {@code alluxio.io/status} of a pod: everything that {@code uninject} needs. It is compact JSON with sorted
 * keys, so that the same injection always gives the same text; {@link StatusReader} reads it:
 *
 * <pre>{"schema":1,"result":"injected","profile":"alluxio","digest":"…","features":["short-circuit"],
 * "added":{"mounts":{"app":{"/opt/domain":"…"}},"volumes":{"":{"alluxio-domain":"…"}}},"parents":{"spec.volumes":"absent"}}</pre>
 *
 * A skipped pod has {@code "result":"skipped"} and the reason; {@code added} and {@code parents} only if they are not empty, and
 * so {@code leftOut} and {@code unchanged}, behind the features.
 *
 * @param digest of the profile's values
 * @param omissions what was not added
 * @param additions what was added, each with the detail by which it is recognised again: for most kinds a digest
 * @param parents the state before (absent, null or empty) of lists, objects and texts, by their field path
 */
public record InjectionStatus(
        String profile,
        String digest,
        List<String> features,
        Omissions omissions,
        Map<Addition, String> additions,
        Map<String, String> parents) {
    static final int SCHEMA = 1;
    static final String SCHEMA_KEY = "schema";
    static final String RESULT = "result";
    static final String INJECTED = "injected";
    static final String SKIPPED = "skipped";
    static final String LEFT_OUT = "leftOut";
    static final String UNCHANGED = "unchanged";
    static final String ADDED = "added";
    static final String PARENTS = "parents";

    /**
     * What an injection did not add, which another replica needs to know.
     *
     * @param features that got no directory of the node, because no worker may be where the pod lands
     * @param containers that are clients and needed nothing, beside others that did: they were not added later
     */
    public record Omissions(List<String> features, List<String> containers) {
        public static final Omissions NONE = new Omissions(List.of(), List.of());

        public Omissions {
            features = List.copyOf(features);
            containers = List.copyOf(containers);
        }
    }

    /**
     * One thing that an injection added.
     *
     * @param where the container, IP, annotation or term; "" for the pod
     * @param what the name, path or expression
     */
    public record Addition(AdditionKind kind, String where, String what) {}

    private static final Comparator<Addition> ORDER = Comparator.comparing(
                    (Addition addition) -> addition.kind().key())
            .thenComparing(Addition::where)
            .thenComparing(Addition::what);

    /** Without omissions. */
    public InjectionStatus(
            String profile,
            String digest,
            List<String> features,
            Map<Addition, String> additions,
            Map<String, String> parents) {
        this(profile, digest, features, Omissions.NONE, additions, parents);
    }

    /** The detail by which the addition is recognised; empty if the status does not have it. */
    public Optional<String> detail(Addition addition) {
        return Optional.ofNullable(additions.get(addition));
    }

    /** The details of all additions of that kind: by {@code what}, then by {@code where}. */
    public Map<String, Map<String, String>> details(AdditionKind kind) {
        Map<String, Map<String, String>> details = new LinkedHashMap<>();
        additions.forEach((addition, detail) -> {
            if (addition.kind() == kind) {
                details.computeIfAbsent(addition.what(), _ -> new LinkedHashMap<>())
                        .put(addition.where(), detail);
            }
        });
        return details;
    }

    public String toJson() {
        ObjectNode json = head(INJECTED).put("profile", profile).put("digest", digest);
        features.forEach(json.putArray("features")::add);
        writeNames(json, LEFT_OUT, omissions.features());
        writeNames(json, UNCHANGED, omissions.containers());
        writeAdditions(json);
        writeParents(json);
        return json.toString();
    }

    /**
     * The annotation of a pod that opted in and was left as it is.
     *
     * @param previous the status of an earlier injection, whose additions are still there and stay on record
     */
    static String skipped(String reason, Optional<InjectionStatus> previous, Map<String, String> parents) {
        ObjectNode json = head(SKIPPED).put("reason", reason);
        InjectionStatus remaining = new InjectionStatus(
                "", "", List.of(), previous.map(InjectionStatus::additions).orElse(Map.of()), parents);
        if (!remaining.additions.isEmpty()) {
            remaining.writeAdditions(json);
        }
        if (!remaining.parents.isEmpty()) {
            remaining.writeParents(json);
        }
        return json.toString();
    }

    private static void writeNames(ObjectNode json, String key, List<String> names) {
        if (!names.isEmpty()) {
            names.forEach(json.putArray(key)::add);
        }
    }

    private void writeAdditions(ObjectNode json) {
        ObjectNode added = json.putObject(ADDED);
        additions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .forEach(e -> child(
                                child(added, e.getKey().kind().key()),
                                e.getKey().where())
                        .put(e.getKey().what(), e.getValue()));
    }

    private void writeParents(ObjectNode json) {
        ObjectNode states = json.putObject(PARENTS);
        parents.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> states.put(e.getKey(), e.getValue()));
    }

    private static ObjectNode head(String result) {
        return JsonNodeFactory.instance.objectNode().put(SCHEMA_KEY, SCHEMA).put(RESULT, result);
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode child ? child : parent.putObject(name);
    }
}
