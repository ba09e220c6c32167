package alluxio.admission.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The kinds of reviews that are measured. Reviews of one kind differ by a number, so that a memory of earlier decisions is not what is
 * measured.
 */
public enum ReviewKind {
    SMALL("small labelled pod", "/mutate", SampleObjects::small),
    NORMAL("pod with all features", "/mutate", SampleObjects::normal),
    NOT_OPTED_IN("pod that did not opt in", "/mutate", SampleObjects::notOptedIn),
    LARGE("pod with 1,500 variables", "/mutate", () -> SampleObjects.executor(1_500)),
    INJECTED("injected pod with all features, validated", "/validate", SampleObjects::injected),
    WORKER("Alluxio worker, validated", "/validate", SampleObjects::worker),
    TEMPLATE("labelled Deployment, validated", "/validate", SampleObjects::deployment),
    UPDATE("labelled Deployment, updated", "/validate", SampleObjects::deployment);

    private final String title;
    private final String path;
    private final String text;

    ReviewKind(String title, String path, Supplier<ObjectNode> object) {
        this.title = title;
        this.path = path;
        this.text = text(object.get(), name().equals("UPDATE"));
    }

    /** For tables. */
    String title() {
        return title;
    }

    /** Where it is sent. */
    String path() {
        return path;
    }

    /** What an API server sends about the object of that number, from 0 to 9,999. */
    byte[] review(int number) {
        return text.replace(SampleObjects.NUMBER, "%04d".formatted(number)).getBytes(StandardCharsets.UTF_8);
    }

    /** The same as a request, ready to be written to a connection. */
    byte[] request(int number) {
        return BenchClient.request(path, review(number));
    }

    private static String text(ObjectNode submitted, boolean isUpdate) {
        JsonNode old = JsonNodeFactory.instance.nullNode();
        if (isUpdate) {
            ObjectNode before = submitted.deepCopy();
            before.withObject("/spec").put("replicas", 2);
            ((ObjectNode) before.at("/spec/template/spec/containers/0")).put("image", "registry.example/spark:3.4");
            old = before;
        }
        return review(submitted, old).toString();
    }

    /** About the creation of this very object. */
    static byte[] review(ObjectNode object) {
        return review(object, JsonNodeFactory.instance.nullNode()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode review(ObjectNode object, JsonNode oldObject) {
        ObjectNode review = JsonMapper.shared().createObjectNode();
        review.put("kind", "AdmissionReview").put("apiVersion", "admission.k8s.io/v1");
        ObjectNode request = review.putObject("request");
        request.put("uid", "0df28fbd-5f5f-11e8-bc74-36e6bb28" + SampleObjects.NUMBER);
        String apiVersion = object.path("apiVersion").stringValue("");
        String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
        String kind = object.path("kind").stringValue("");
        String plural = kind.toLowerCase(Locale.ROOT) + "s";
        for (String prefix : new String[] {"kind", "requestKind"}) {
            request.putObject(prefix).put("group", group).put("version", "v1").put("kind", kind);
        }
        for (String prefix : new String[] {"resource", "requestResource"}) {
            request.putObject(prefix).put("group", group).put("version", "v1").put("resource", plural);
        }
        request.put("name", object.at("/metadata/name").stringValue(""))
                .put("namespace", object.at("/metadata/namespace").stringValue(SampleObjects.NAMESPACE))
                .put("operation", oldObject.isNull() ? "CREATE" : "UPDATE");
        ObjectNode user = request.putObject("userInfo");
        user.put("username", "system:serviceaccount:kube-system:replicaset-controller")
                .put("uid", "3a1de6b4-0f29-4d39-9d0a-6a4e2f0e8b11");
        user.putArray("groups").add("system:serviceaccounts").add("system:authenticated");
        request.set("object", object);
        request.set("oldObject", oldObject);
        request.put("dryRun", false);
        request.putObject("options").put("kind", "CreateOptions").put("apiVersion", "meta.k8s.io/v1");
        return review;
    }
}
