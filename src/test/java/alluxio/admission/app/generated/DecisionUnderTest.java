package alluxio.admission.app.generated;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Keys;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the invariants are about: a question to the injector, and its answer. Used by one thread. */
public final class DecisionUnderTest {
    private final Injector injector;
    private final Injector other;
    private final InjectionRequest request;
    private final ClusterView view;
    private @Nullable Decision decision;
    private @Nullable ObjectNode result;

    /** @param other with the same configuration, but for the order of the profiles' features */
    DecisionUnderTest(Injector injector, Injector other, InjectionRequest request) {
        this(injector, other, request, ClusterView.NOTHING);
    }

    /** @param view of the cluster, as the replica sees it */
    DecisionUnderTest(Injector injector, Injector other, InjectionRequest request, ClusterView view) {
        this.injector = injector;
        this.other = other;
        this.request = request;
        this.view = view;
    }

    public static DecisionUnderTest of(Injector injector, ObjectNode pod) {
        return new DecisionUnderTest(injector, injector, new InjectionRequest(pod, "alluxio", false));
    }

    /** Another pod, under the same configuration. */
    DecisionUnderTest about(ObjectNode pod, boolean namespaceOptedIn) {
        return new DecisionUnderTest(
                injector, other, new InjectionRequest(pod, request.namespace(), namespaceOptedIn), view);
    }

    ObjectNode pod() {
        return request.pod();
    }

    public Decision decision() {
        if (decision == null) {
            decision = decideAgain();
        }
        return decision;
    }

    /** The pod with the decision's patch applied. */
    ObjectNode result() {
        if (result == null) {
            result = applied(pod(), decision().patch());
        }
        return result;
    }

    Decision decideAgain() {
        return injector.decide(request, view, Budget.ofDecision());
    }

    /** About the result of the first decision. */
    Decision second() {
        return injector.decide(with(result()), view, Budget.ofDecision());
    }

    /** The same question, with every list of features the other way round. */
    Decision reordered() {
        ObjectNode pod = pod().deepCopy();
        if (pod.path("metadata").path("annotations") instanceof ObjectNode annotations
                && annotations.path(Keys.FEATURES).isString()) {
            List<String> features = Arrays.asList(
                    annotations.path(Keys.FEATURES).stringValue("").split(",", -1));
            annotations.put(Keys.FEATURES, String.join(",", features.reversed()));
        }
        return other.decide(with(pod), view, Budget.ofDecision());
    }

    /** By the implementation that the command line uses; it fails where RFC 6902 says that an operation fails. */
    public static ObjectNode applied(ObjectNode pod, JsonPatch patch) {
        JsonNode result = io.fabric8.zjsonpatch.JsonPatch.apply(patch.toJson(), pod);
        return (ObjectNode) result;
    }

    private InjectionRequest with(ObjectNode pod) {
        return new InjectionRequest(pod, request.namespace(), request.namespaceOptedIn());
    }
}
