package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.container;
import static alluxio.admission.injector.Fixtures.everything;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.OtherWebhooks.ISTIO_CLASSIC;
import static alluxio.admission.injector.OtherWebhooks.ISTIO_NATIVE;
import static alluxio.admission.injector.OtherWebhooks.LINKERD;
import static alluxio.admission.injector.OtherWebhooks.LOG_SHIPPER;
import static alluxio.admission.injector.OtherWebhooks.SERVICE_ACCOUNT;
import static alluxio.admission.injector.OtherWebhooks.VAULT;
import static alluxio.admission.injector.OtherWebhooks.VAULT_FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.kube.LabelRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API server calls mutating plugins and webhooks one after the other, and calls again, once, those with {@code
 * reinvocationPolicy: IfNeeded} when a later one has changed the pod.
 */
@DisplayName("With other webhooks, in any order, an injection")
class OtherWebhooksTest {
    private static final Profile HOST = Fixtures.with(
            everything(Set.of(Feature.values())),
            draft -> draft.scheduling =
                    new SchedulingSettings(SchedulingMode.AUTO, List.of(LabelRequirement.label("disk", "ssd"))));
    private static final Profile SIDECAR = Fixtures.with(
            HOST, draft -> draft.fuse = Optional.of(Fixtures.sidecar("alluxio/alluxio:2.9.6", "fuse", "/")));

    static List<Arguments> cases() {
        List<List<OtherWebhooks>> others = List.of(
                List.of(ISTIO_NATIVE, VAULT, SERVICE_ACCOUNT, LOG_SHIPPER),
                List.of(ISTIO_CLASSIC, VAULT_FIRST, SERVICE_ACCOUNT, LOG_SHIPPER),
                List.of(LINKERD, VAULT, SERVICE_ACCOUNT, LOG_SHIPPER));
        List<ObjectNode> pods = List.of(
                labelled(""),
                annotate(
                        labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g'}]"), Keys.CLIENT_OPTIONS, "file"),
                json(
                        "{'metadata':{'labels':{'alluxio.io/inject':'true'},'annotations':{'a':'b'}},'spec':{'volumes':[{'name':'data',"
                                + "'emptyDir':{}}],'initContainers':[{'name':'load','image':'l:1'}],'containers':[{'name':'app',"
                                + "'image':'a:1','volumeMounts':[{'name':'data','mountPath':'/data'}]},{'name':'second','image':'s:1'}]}}"));
        List<Arguments> cases = new ArrayList<>();
        for (Profile profile : List.of(HOST, SIDECAR)) {
            for (List<OtherWebhooks> set : others) {
                // The rich one with both profiles, of the plain ones each with one: there are many orders.
                pods.stream()
                        .filter(pod -> pods.indexOf(pod) != (profile.equals(HOST) ? 1 : 0))
                        .forEach(pod -> cases.add(Arguments.of(
                                profile.fuse().orElseThrow().mode() + " " + set + " " + pods.indexOf(pod),
                                profile,
                                set,
                                pod)));
            }
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("is complete after one more call, changes nothing of theirs, and can be uninjected completely")
    void everyOrder(String name, Profile profile, List<OtherWebhooks> others, ObjectNode pod) {
        Injector injector = injector(profile);
        for (List<OtherWebhooks> order : permutations(others)) {
            for (int ours = 0; ours <= order.size(); ours++) {
                // The plugin of the service account is called again last, as the injected sidecar may have no token
                // yet.
                ObjectNode alone = SERVICE_ACCOUNT.apply(through(order, pod));
                ObjectNode early = Fixtures.inject(injector, through(order.subList(0, ours), pod));
                ObjectNode result = Fixtures.inject(injector, through(order.subList(ours, order.size()), early));
                result = SERVICE_ACCOUNT.apply(result);
                String where = order + ", ours at " + ours;
                assertThat(injected(injector, result).patch()).as(where).isEqualTo(JsonPatch.EMPTY);
                assertComplete(profile, result, where);
                Removal.Uninjected removal = (Removal.Uninjected) new Uninjector().remove(result);
                assertThat((JsonNode) apply(result, removal.patch())).as(where).isEqualTo(alone);
                assertThat(removal.notes()).extracting(Note::code).as(where).containsExactly("uninject-label");
            }
        }
    }

    private static ObjectNode through(List<OtherWebhooks> order, ObjectNode pod) {
        ObjectNode result = pod;
        for (OtherWebhooks neighbour : order) {
            result = neighbour.apply(result);
        }
        return result;
    }

    private static void assertComplete(Profile profile, ObjectNode pod, String where) {
        boolean sidecar = profile.fuse().orElseThrow().mode() == FuseMode.SIDECAR;
        Stream.of("load", "app", "second", "shipper", "shipper-setup")
                .filter(name -> pod.path("spec").findValuesAsString("name").contains(name))
                .forEach(name -> assertThat(paths(container(pod, name)))
                        .as(where + ": " + name)
                        .contains("/opt/domain", "/mnt/alluxio", "/secrets/hdfsConfig"));
        for (String name : List.of("istio-proxy", "istio-init", "linkerd-proxy", "vault-agent", "vault-agent-init")) {
            if (pod.path("spec").findValuesAsString("name").contains(name)) {
                assertThat(paths(container(pod, name))).as(where + ": " + name).doesNotContain("/opt/domain");
            }
        }
        List<String> inits = pod.at("/spec/initContainers")
                .valueStream()
                .map(c -> c.path("name").stringValue(""))
                .toList();
        assertThat(inits.contains("alluxio-fuse")).isEqualTo(sidecar);
        if (sidecar) {
            assertThat(paths(container(pod, "alluxio-fuse"))).contains("/opt/domain");
            Stream.of("istio-proxy", "linkerd-proxy")
                    .filter(proxy -> inits.contains(proxy) && !startsBefore(inits, "shipper-setup", proxy))
                    .forEach(proxy -> assertThat(startsBefore(inits, proxy, "alluxio-fuse"))
                            .as(where + ": a mesh's native sidecar brings the network")
                            .isTrue());
        }
    }

    private static boolean startsBefore(List<String> inits, String first, String second) {
        return inits.contains(first) && inits.indexOf(first) < inits.indexOf(second);
    }

    private static List<String> paths(JsonNode container) {
        return container
                .path("volumeMounts")
                .valueStream()
                .map(mount -> mount.path("mountPath").stringValue(""))
                .toList();
    }

    private static List<List<OtherWebhooks>> permutations(List<OtherWebhooks> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<OtherWebhooks>> all = new ArrayList<>();
        for (OtherWebhooks first : items) {
            List<OtherWebhooks> rest =
                    items.stream().filter(item -> item != first).toList();
            for (List<OtherWebhooks> order : permutations(rest)) {
                List<OtherWebhooks> whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                all.add(whole);
            }
        }
        return all;
    }
}
