package alluxio.admission.injector.status;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.model.kube.JsonOutput;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private static final int USUAL_BYTES = 1 << 10;

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
    public record Addition(AdditionKind kind, String where, String what) implements Comparable<Addition> {
        /** The order in the annotation: that of its keys. */
        @Override
        public int compareTo(Addition other) {
            if (kind != other.kind) {
                return kind.key().compareTo(other.kind.key());
            }
            return where.equals(other.where) ? what.compareTo(other.what) : where.compareTo(other.where);
        }
    }

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
        JsonOutput json = head(INJECTED).member("profile", profile).member("digest", digest);
        writeList(json, "features", features);
        writeNames(json, LEFT_OUT, omissions.features());
        writeNames(json, UNCHANGED, omissions.containers());
        writeAdditions(json);
        writeParents(json);
        return json.endObject().toText();
    }

    /**
     * The annotation of a pod that opted in and was left as it is.
     *
     * @param previous the status of an earlier injection, whose additions are still there and stay on record
     */
    static String skipped(String reason, Optional<InjectionStatus> previous, Map<String, String> parents) {
        JsonOutput json = head(SKIPPED).member("reason", reason);
        InjectionStatus remaining = new InjectionStatus(
                "", "", List.of(), previous.map(InjectionStatus::additions).orElse(Map.of()), parents);
        if (!remaining.additions.isEmpty()) {
            remaining.writeAdditions(json);
        }
        if (!remaining.parents.isEmpty()) {
            remaining.writeParents(json);
        }
        return json.endObject().toText();
    }

    private static void writeNames(JsonOutput json, String key, List<String> names) {
        if (!names.isEmpty()) {
            writeList(json, key, names);
        }
    }

    private static void writeList(JsonOutput json, String key, List<String> texts) {
        json.name(key).beginArray();
        for (String text : texts) {
            json.text(text);
        }
        json.endArray();
    }

    /** Sorted, additions of one kind, and within it of one place, follow one another. */
    private void writeAdditions(JsonOutput json) {
        Addition[] sorted = additions.keySet().toArray(Addition[]::new);
        Arrays.sort(sorted);
        json.name(ADDED).beginObject();
        for (int i = 0; i < sorted.length; i++) {
            Addition addition = sorted[i];
            boolean newKind = i == 0 || sorted[i - 1].kind() != addition.kind();
            boolean newPlace = newKind || !sorted[i - 1].where().equals(addition.where());
            if (newPlace && i > 0) {
                json.endObject();
            }
            if (newKind) {
                if (i > 0) {
                    json.endObject();
                }
                json.name(addition.kind().key()).beginObject();
            }
            if (newPlace) {
                json.name(addition.where()).beginObject();
            }
            json.member(addition.what(), additions.getOrDefault(addition, ""));
        }
        if (sorted.length > 0) {
            json.endObject().endObject();
        }
        json.endObject();
    }

    private void writeParents(JsonOutput json) {
        json.name(PARENTS).beginObject();
        String[] sorted = parents.keySet().toArray(String[]::new);
        Arrays.sort(sorted);
        for (String field : sorted) {
            json.member(field, parents.getOrDefault(field, ""));
        }
        json.endObject();
    }

    private static JsonOutput head(String result) {
        return new JsonOutput(USUAL_BYTES)
                .beginObject()
                .name(SCHEMA_KEY)
                .number(SCHEMA)
                .member(RESULT, result);
    }
}
