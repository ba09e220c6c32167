package alluxio.admission.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Api.Reply;
import alluxio.admission.app.policy.RuleExamples;
import alluxio.admission.app.registration.Sent.Outcome;
import alluxio.admission.app.registration.Submissions.Submission;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The chart's webhook that judges is asked about")
class ConditionsIT {
    private static final String SCOPE = "conditions";

    private final Engine engine = new Engine();
    private final Sent sent;

    ConditionsIT(ApiServer server) {
        sent = new Sent(
                server,
                SCOPE,
                Sent.chart(
                        SCOPE,
                        "config.profiles[0].name=\"alluxio\"",
                        "config.profiles[0].namespace=\"alluxio\"",
                        "config.profiles[0].shortCircuit.hostPath=\"/data/sockets\"",
                        "config.profiles[0].fuse.hostPath=\"/mnt/cluster\"",
                        "config.profiles[0].fuse.mountPath=\"/mnt/cluster\"",
                        "config.profiles[0].fuse.directory=\"fs\""));
    }

    @Test
    @DisplayName(
            "everything in which the engine finds something or recognises a container, of all objects that the tests have")
    void superset() {
        List<Outcome> outcomes = sent.creating(Submissions.all());
        List<Outcome> accepted = outcomes.stream().filter(Outcome::accepted).toList();
        List<Outcome> seen = accepted.stream()
                .filter(o -> engine.sees(o.submission().object()))
                .toList();
        System.out.printf(
                "conditions: %d objects created, %d of them invalid; the engine sees something in %d, the webhook was asked about %d%n",
                outcomes.size(),
                outcomes.size() - accepted.size(),
                seen.size(),
                accepted.stream().filter(Outcome::called).count());
        assertThat(outcomes)
                .filteredOn(o -> !o.accepted())
                .as("refused by the API server's own validation, and by nothing else")
                .noneMatch(o -> o.reply().code() == 500
                        || o.reply().message().contains("webhook")
                        || o.reply().message().contains("forbidden: expression"));
        assertThat(seen).hasSizeGreaterThan(1000);
        assertThat(seen)
                .filteredOn(o -> !o.called())
                .extracting(
                        o -> o.submission() + " " + engine.rules(o.submission().object()))
                .isEmpty();
    }

    @Test
    @DisplayName("every update and deletion in the rules' examples in which the engine finds something")
    void changes() {
        int asked = 0;
        List<String> missed = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (RuleExamples.Example example : RuleExamples.all()) {
            for (JsonNode document : example.documents()) {
                String operation = document.at("/request/operation").asString("");
                if (!document.at("/request/oldObject").isObject()
                        || RuleExamples.validate(JsonMapper.shared().writeValueAsString(document))
                                .isEmpty()) {
                    continue;
                }
                String id = "change-" + asked++;
                Reply reply = operation.equals("DELETE") ? delete(document, id) : update(document, id);
                if (reply.code() != 200) {
                    invalid.add(example + ": " + reply.message());
                } else if (!sent.recorder().saw(id)) {
                    missed.add(example.toString());
                }
            }
        }
        System.out.printf(
                "conditions: %d updates and deletions with findings, %d not possible: %s%n",
                asked, invalid.size(), invalid);
        assertThat(missed).isEmpty();
        assertThat(asked - invalid.size()).isGreaterThan(20);
    }

    private Reply update(JsonNode review, String id) {
        ObjectNode old = Cluster.marked((ObjectNode) review.at("/request/oldObject"), "before-" + id);
        ObjectNode object = Cluster.marked((ObjectNode) review.at("/request/object"), id);
        Reply created = created(old, id);
        if (!created.created()) {
            return created;
        }
        object.withObject("/metadata").put("namespace", id);
        return sent.cluster().api().send("PUT", path(object, id) + "?dryRun=All", object, "");
    }

    private Reply delete(JsonNode review, String id) {
        ObjectNode old = Cluster.marked((ObjectNode) review.at("/request/oldObject"), id);
        Reply created = created(old, id);
        return created.created()
                ? sent.cluster().api().send("DELETE", path(old, id) + "?dryRun=All", Cluster.json("{}"), "")
                : created;
    }

    /** In a namespace of its own, as many have the same names. */
    private Reply created(ObjectNode old, String namespace) {
        sent.cluster().api().namespace(namespace, SCOPE, Map.of());
        return sent.cluster().create(namespace, old);
    }

    private static String path(ObjectNode object, String namespace) {
        return Cluster.path(object.path("kind").asString(""), namespace) + "/"
                + object.at("/metadata/name").asString("");
    }

    @Test
    @DisplayName("each single thing by which an object is Alluxio's, a client's or labelled")
    void matching() {
        assertThat(sent.creating(Submissions.resource("matching.yaml")))
                .hasSizeGreaterThan(25)
                .allSatisfy(o -> assertThat(o.accepted())
                        .as(o.submission() + ": " + o.reply().text())
                        .isTrue())
                .filteredOn(o -> !o.called())
                .extracting(Outcome::submission)
                .isEmpty();
    }

    @Test
    @DisplayName("nothing that has nothing to do with Alluxio, nor what is part of this product")
    void unrelated() {
        List<Outcome> outcomes = sent.creating(Submissions.resource("unrelated.yaml"));
        System.out.println("conditions: " + outcomes.size() + " unrelated objects");
        assertThat(outcomes)
                .hasSizeGreaterThan(49)
                .allSatisfy(o -> assertThat(o.accepted())
                        .as(o.submission() + ": " + o.reply().text())
                        .isTrue())
                .filteredOn(Outcome::called)
                .extracting(o -> o.submission().toString())
                // The configuration of the servers themselves has an entry of its own.
                .containsExactly("ConfigMap alluxio-admission");
    }

    @Test
    @DisplayName("what only says that it is part of this product, in a namespace where that is not")
    void impostor() {
        sent.cluster().api().namespace("elsewhere", SCOPE, Map.of());
        ObjectNode worker = Cluster.json("""
                {"apiVersion": "v1", "kind": "Pod",
                "metadata": {"name": "worker", "labels": {"app.kubernetes.io/name": "alluxio-admission"}},
                "spec": {"containers": [{"name": "alluxio-worker", "image": "alluxio/alluxio:2.9.6", "args": ["worker"]}]}}
                """);
        assertThat(sent.cluster()
                        .dryRun(SCOPE, Cluster.marked(worker, "where it is"))
                        .created())
                .isTrue();
        assertThat(sent.cluster()
                        .dryRun("elsewhere", Cluster.marked(worker, "elsewhere"))
                        .created())
                .isTrue();
        assertThat(sent.recorder().saw("where it is")).isFalse();
        assertThat(sent.recorder().saw("elsewhere")).isTrue();
    }

    @Test
    @DisplayName("the largest objects without a fault: within the cost budget of the API server")
    void cost() {
        List<Submission> large = LargeObjects.all();
        List<Outcome> outcomes = sent.creating(large);
        for (Outcome outcome : outcomes) {
            System.out.println("conditions: " + outcome.submission() + " of "
                    + outcome.submission().object().toString().length() / 1000 + " kB: "
                    + (outcome.called() ? "asked" : "not asked"));
        }
        assertThat(outcomes)
                .allSatisfy(o -> assertThat(o.accepted())
                        .as(o.submission() + ": " + o.reply().message())
                        .isTrue());
        assertThat(sent.cluster().metric("apiserver_admission_match_condition_evaluation_errors_total"))
                .as("errors of conditions since the API server started")
                .isZero();
    }

    @AfterAll
    void close() {
        sent.close();
    }
}
