package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Registration.Route;
import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.injection.TestPods;
import alluxio.admission.app.injection.TestPods.TestPod;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import io.fabric8.zjsonpatch.JsonDiff;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Every pod that a real API server takes")
class AcceptedIT {
    private static final String SCOPE = "accepted";
    private static final String PLAIN = "accepted-plain";
    private static final String OPTED_IN = "accepted-opted-in";

    private final Api api;
    private final Registration registration;
    private final Injector injector = new Injector(TestConfigurations.everything(PLAIN));

    AcceptedIT(ApiServer server) {
        api = new Api(server);
        api.namespace(PLAIN, SCOPE, Map.of());
        api.namespace(OPTED_IN, SCOPE, Map.of(Keys.INJECT, "true"));
        registration = Registration.start(api, SCOPE, PLAIN, Route.SERVICE, TestConfigurations.everything(PLAIN));
    }

    @Test
    @DisplayName("is still taken once it is injected, and is what the injector decided; the server counted every one")
    void byItsOwnLabel() {
        run("by the pod's label", PLAIN, false);
    }

    @Test
    @DisplayName(
            "is still taken when its namespace opted in, and is what the injector decided; the server counted every one")
    void byItsNamespace() {
        run("by the namespace's label", OPTED_IN, true);
    }

    private void run(String title, String namespace, boolean byNamespace) {
        Map<String, Long> start = registration.decisions();
        Map<String, Long> expected = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        Set<String> ours = new HashSet<>();
        TestPods.odd().forEach(test -> ours.add(test.origin()));
        TestPods.large().forEach(test -> ours.add(test.origin()));
        int invalid = 0;
        List<TestPod> all = TestPods.all();
        for (TestPod test : all) {
            Api.Reply optedOut = api.dryRun(namespace, Pods.labelled(test.pod(), "false"));
            if (!optedOut.created()) {
                invalid++;
                String reason = test + " is not valid by itself: " + optedOut.message();
                if (ours.contains(test.origin())) {
                    problems.add(reason);
                } else {
                    System.out.println(reason);
                }
                continue;
            }
            ObjectNode asked = byNamespace ? Pods.unlabelled(test.pod()) : test.pod();
            ObjectNode seen = byNamespace ? Pods.unlabelled(optedOut.pod()) : Pods.labelled(optedOut.pod(), "true");
            Decision decision = injector.decide(new InjectionRequest(seen, namespace, byNamespace));
            expected.merge(outcome(decision), 1L, Long::sum);
            compare(test, seen, decision, api.dryRun(namespace, asked), problems);
        }
        Map<String, Long> counted = registration.decisionsSince(start);
        System.out.println("accepted, " + title + ": " + all.size() + " pods, " + (all.size() - invalid) + " valid, "
                + invalid + " invalid before; expected " + expected + ", counted by the server " + counted + ", "
                + problems.size() + " problems");
        assertThat(problems).isEmpty();
        assertThat(counted).isEqualTo(expected);
        assertThat(expected.getOrDefault("injected", 0L)).isGreaterThan(ours.size() * 7L / 10);
    }

    /** The pod must be what the decision makes of it, also when the API server has filled in defaults. */
    private static void compare(
            TestPod test, ObjectNode seen, Decision decision, Api.Reply reply, List<String> problems) {
        if (decision instanceof Decision.Refused refused) {
            if (reply.code() != 403 || !reply.message().endsWith("denied the request: " + refused.message())) {
                problems.add(test + " should be refused with: " + refused.message() + "; but " + reply.text());
            }
            return;
        }
        if (!reply.created()) {
            problems.add(test + " is not taken any more: " + reply.message());
            return;
        }
        ObjectNode expected = Pods.defaulted(Pods.patched(seen, decision.patch().toJson()));
        // A generated name is another one each time.
        boolean generated = test.pod().path("metadata").path("name").isMissingNode();
        JsonNode difference = JsonDiff.asJson(withoutName(expected, generated), withoutName(reply.pod(), generated));
        if (!difference.isEmpty()) {
            problems.add(test + " is not what was decided: " + difference);
        }
    }

    private static ObjectNode withoutName(ObjectNode pod, boolean generated) {
        if (generated) {
            ((ObjectNode) pod.get("metadata")).remove("name");
        }
        return pod;
    }

    /** As the server's metric calls it. */
    private static String outcome(Decision decision) {
        return switch (decision) {
            case Decision.NotOptedIn _ -> "not_asked";
            case Decision.Skipped _ -> "skipped";
            case Decision.Refused _ -> "refused";
            case Decision.Injected injected -> injected.patch().isEmpty() ? "unchanged" : "injected";
        };
    }

    @AfterAll
    void close() {
        registration.close();
    }
}
