package alluxio.admission.policy;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.RuleExemption;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.AdmissionRequest.Change;
import alluxio.admission.policy.InjectionPreview.InjectorMessage;
import alluxio.admission.policy.InjectionPreview.PreviewedPod;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The engine")
class PolicyEngineTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    /** No container has the image "bad". */
    private static final Rule NO_BAD = rule(
            RuleInfo.deny("no-bad", "It is bad."),
            (object, findings) -> object.pod()
                    .ifPresent(pod -> pod.containers().stream()
                            .filter(c -> c.image().equals("bad"))
                            .forEach(c -> findings.at(c, c.field().at("image"))
                                    .found("bad")
                                    .wanted("good")
                                    .fix("change it"))));

    private static final Rule BROKEN = rule(RuleInfo.deny("broken", "It throws."), (_, _) -> {
        throw new IllegalStateException("bug");
    });

    private static final Rule NO_HOST_NETWORK = rule(
            RuleInfo.warn("no-host-network", "It warns."),
            (object, findings) -> object.pod()
                    .filter(pod -> pod.isHostNetwork())
                    .ifPresent(pod -> findings.at(pod.spec().at("hostNetwork"))
                            .found("true")
                            .wanted("false")
                            .fix("remove it")));

    private static final ObjectNode BAD = pod("{name: 'a', image: 'bad'}");
    private static final ObjectNode GOOD = pod("{name: 'a', image: 'good'}");

    @Test
    @DisplayName("says all findings at once, the gravest first, in the same order whatever the order of the rules")
    void order() {
        ObjectNode pod = pod("{name: 'b', image: 'bad'}, {name: 'a', image: 'bad'}");
        ((ObjectNode) pod.get("spec")).put("hostNetwork", true);
        PolicyResult one = engine(PolicySettings.DEFAULT, NO_BAD, NO_HOST_NETWORK)
                .evaluate(create(pod), ClusterView.NOTHING, TODAY);
        PolicyResult other = engine(PolicySettings.DEFAULT, NO_HOST_NETWORK, NO_BAD)
                .evaluate(create(pod), ClusterView.NOTHING, TODAY);
        assertThat(one).isEqualTo(other);
        assertThat(one.findings())
                .extracting(f -> f.rule() + " " + f.path())
                .containsExactly(
                        "no-bad spec.containers[name=a].image",
                        "no-bad spec.containers[name=b].image",
                        "no-host-network spec.hostNetwork");
        assertThat(one.message())
                .startsWith(
                        "no-bad at spec.containers[name=a].image, spec.containers[name=b].image: containers \"a\", \"b\": ");
    }

    @Test
    @DisplayName("sees init and debug containers, and pods in templates, with their paths")
    void everywhere() {
        ObjectNode job = Json.of(
                "{kind: 'CronJob', spec: {jobTemplate: {spec: {template: {spec: {initContainers: [{name: 'i', image: 'bad'}]}}}}}}");
        assertThat(paths(judge(create(job), NO_BAD)))
                .containsExactly("spec.jobTemplate.spec.template.spec.initContainers[name=i].image");
        ObjectNode debugged = pod("{name: 'a', image: 'good'}");
        ((ObjectNode) debugged.get("spec"))
                .putArray("ephemeralContainers")
                .addObject()
                .put("name", "d")
                .put("image", "bad");
        assertThat(paths(judge(update(GOOD, debugged, "ephemeralcontainers"), NO_BAD)))
                .containsExactly("spec.ephemeralContainers[name=d].image");
    }

    @Test
    @DisplayName("denies on update only what is new; what was there before is a warning")
    void onlyNew() {
        ObjectNode worse = pod("{name: 'a', image: 'bad'}, {name: 'b', image: 'bad'}");
        PolicyResult judgement = judge(update(BAD, worse, ""), NO_BAD);
        assertThat(judgement.denied()).extracting(Finding::container).containsExactly("b");
        assertThat(judgement.warned()).extracting(Finding::container).containsExactly("a");
        assertThat(judge(update(BAD, labelledOtherwise(worse), ""), NO_BAD).isDenied())
                .isTrue();
    }

    @Test
    @DisplayName("knows a container again that has moved in its list")
    void moved() {
        ObjectNode before = pod("{name: 'a', image: 'bad'}, {name: 'b', image: 'good'}");
        ObjectNode after = pod("{name: 'b', image: 'good', tty: true}, {name: 'a', image: 'bad'}");
        assertThat(judge(update(before, after, ""), NO_BAD).isDenied()).isFalse();
    }

    @Test
    @DisplayName("lets through what is being deleted, and updates that change neither spec nor data")
    void passes() {
        ObjectNode going = BAD.deepCopy();
        ((ObjectNode) going.get("metadata")).put("deletionTimestamp", "2026-11-23T00:00:00Z");
        ((ObjectNode) going.get("spec")).put("hostNetwork", true);
        ObjectNode alive = going.deepCopy();
        ((ObjectNode) alive.get("metadata")).remove("deletionTimestamp");
        ((ObjectNode) alive.get("spec")).remove("hostNetwork");
        ObjectNode leaving = alive.deepCopy();
        ((ObjectNode) leaving.get("metadata")).put("deletionTimestamp", "2026-11-23T00:00:00Z");
        assertThat(judge(update(leaving, going, ""), NO_BAD).skipReason()).isEqualTo("the object is being deleted");
        assertThat(judge(update(GOOD, going, ""), NO_BAD).isDenied())
                .as("only the API server deletes, so what is going was going before")
                .isTrue();
        assertThat(judge(update(BAD, labelledOtherwise(BAD), ""), NO_BAD).skipReason())
                .isEqualTo("neither spec nor data changes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "eviction", "binding", "log"})
    @DisplayName("does not judge subresources that change no spec")
    void subresources(String subresource) {
        assertThat(judge(update(GOOD, BAD, subresource), NO_BAD).findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system:kube-controller-manager",
                "system:serviceaccount:kube-system:daemon-set-controller",
                "system:serviceaccount:kube-system:replicaset-controller"
            })
    @DisplayName("never denies a pod that a controller makes, and says what is wrong with it")
    void controllers(String user) {
        ObjectNode owned = BAD.deepCopy();
        ((ObjectNode) owned.get("metadata"))
                .putArray("ownerReferences")
                .addObject()
                .put("controller", true);
        PolicyResult judgement = judge(by(user, owned), NO_BAD);
        assertThat(judgement.isDenied()).isFalse();
        assertThat(judgement.warned()).hasSize(1);
        assertThat(judge(by("kubernetes-admin", owned), NO_BAD).isDenied())
                .as("anybody can write an ownerReference")
                .isTrue();
        assertThat(judge(by(user, BAD), NO_BAD).isDenied()).as("no owner").isTrue();
    }

    @Test
    @DisplayName("takes modes from the configuration, a namespace's before everybody's")
    void modes() {
        PolicySettings settings = new PolicySettings(
                Map.of("no-bad", RuleMode.WARN), Map.of("lab", Map.of("no-bad", RuleMode.OFF)), List.of());
        assertThat(engine(settings, NO_BAD)
                        .evaluate(create(BAD), ClusterView.NOTHING, TODAY)
                        .warned())
                .hasSize(1);
        PolicyResult lab =
                engine(settings, NO_BAD).evaluate(AdmissionRequest.create(BAD, "lab"), ClusterView.NOTHING, TODAY);
        assertThat(lab.findings()).isEmpty();
        assertThat(lab.evaluated()).isEmpty();
    }

    @Test
    @DisplayName("exempts until the last day, and reports an exemption that has ended")
    void exemptions() {
        PolicyResult valid = engine(exempt("a*", TODAY), NO_BAD).evaluate(create(BAD), ClusterView.NOTHING, TODAY);
        assertThat(valid.findings()).isEmpty();
        assertThat(valid.exempted()).hasSize(1);
        PolicyResult ended =
                engine(exempt("a*", TODAY.minusDays(1)), NO_BAD).evaluate(create(BAD), ClusterView.NOTHING, TODAY);
        assertThat(ended.isDenied()).isTrue();
        assertThat(ended.warned())
                .singleElement()
                .satisfies(f -> assertThat(f.sentences()).contains("ended on 2026-11-22 (profiling)"));
        assertThat(engine(exempt("b*", TODAY), NO_BAD)
                        .evaluate(create(BAD), ClusterView.NOTHING, TODAY)
                        .isDenied())
                .isTrue();
    }

    private static PolicySettings exempt(String name, LocalDate until) {
        return new PolicySettings(
                Map.of(),
                Map.of(),
                List.of(new RuleExemption("no-bad", Optional.of("default"), Optional.of(name), "profiling", until)));
    }

    @Test
    @DisplayName("judges the object as it will be after the injection, and points at what was submitted")
    void injectionFirst() {
        InjectionPreview completion = (pod, _, _) -> {
            ObjectNode more = pod.deepCopy();
            ((ObjectNode) more.get("spec")).put("hostNetwork", true);
            return new PreviewedPod(more, true, List.of());
        };
        PolicyResult judgement =
                engine(completion, NO_HOST_NETWORK).evaluate(create(deployment()), ClusterView.NOTHING, TODAY);
        assertThat(judgement.findings()).extracting(f -> f.path().toString()).containsExactly("spec.template.spec");
    }

    @Test
    @DisplayName("gives the injector's verdict on a template when it is applied")
    void injectorsVerdict() {
        InjectionPreview refusing = (pod, _, _) -> new PreviewedPod(
                pod,
                false,
                List.of(
                        new InjectorMessage(
                                "inject-mount-path", true, "spec.containers[name=a].volumeMounts", "in the way"),
                        new InjectorMessage("inject-shared", false, "", "careful")));
        PolicyResult judgement = engine(refusing).evaluate(create(deployment()), ClusterView.NOTHING, TODAY);
        assertThat(judgement.denied()).singleElement().satisfies(f -> {
            assertThat(f.rule()).isEqualTo("inject-mount-path");
            assertThat(f.path()).hasToString("spec.template.spec.containers[name=a]");
            assertThat(f.message()).contains("in the way");
        });
        assertThat(judgement.warned()).extracting(Finding::rule).containsExactly("inject-shared");
        assertThat(engine(refusing)
                        .evaluate(create(BAD), ClusterView.NOTHING, TODAY)
                        .warned())
                .as("a pod got its warnings when it was injected")
                .isEmpty();
    }

    @Test
    @DisplayName("writes down a rule that throws, and asks the others")
    void isolation() {
        PolicyResult judgement = judge(create(BAD), BROKEN, NO_BAD);
        assertThat(judgement.errors()).containsExactly("broken: IllegalStateException");
        assertThat(judgement.denied()).extracting(Finding::rule).containsExactly("no-bad");
    }

    @Test
    @DisplayName("never changes what it is given")
    void pure() {
        ObjectNode before = BAD.deepCopy();
        judge(update(GOOD, BAD, ""), NO_BAD, NO_HOST_NETWORK);
        assertThat(BAD).isEqualTo(before);
    }

    @Test
    @DisplayName("leaves Fluid's pods alone, and kinds that no rule is about")
    void others() {
        String controller = "system:serviceaccount:fluid-system:alluxioruntime-controller";
        ObjectNode labelled = BAD.deepCopy();
        ((ObjectNode) labelled.get("metadata")).putObject("labels").put("fluid.io/dataset", "x");
        ObjectNode owned = BAD.deepCopy();
        ((ObjectNode) owned.get("metadata"))
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "data.fluid.io/v1alpha1")
                .put("controller", true);
        for (ObjectNode fluid : List.of(labelled, owned)) {
            assertThat(judge(by(controller, fluid), NO_BAD).skipReason()).isEqualTo("Fluid manages it");
            for (String other : List.of(
                    "",
                    "kubernetes-admin",
                    "system:serviceaccount:team-a:alluxioruntime-controller",
                    "system:serviceaccount:fluid-system:default")) {
                assertThat(judge(by(other, fluid), NO_BAD).isDenied())
                        .as("anybody can write a label or an ownerReference: " + other)
                        .isTrue();
            }
        }
        assertThat(judge(by(controller, BAD), NO_BAD).isDenied())
                .as("nothing says that it is Fluid's")
                .isTrue();
        ((ObjectNode) labelled.get("metadata"))
                .putArray("ownerReferences")
                .addObject()
                .put("controller", true);
        assertThat(judge(by("system:serviceaccount:kube-system:statefulset-controller", labelled), NO_BAD)
                        .skipReason())
                .as("a pod of a StatefulSet of Fluid's")
                .isEqualTo("Fluid manages it");
        assertThat(judge(create(Json.of("{kind: 'Ingress'}")), NO_BAD).skipReason())
                .isNotEmpty();
    }

    private static PolicyResult judge(AdmissionRequest review, Rule... rules) {
        return engine(PolicySettings.DEFAULT, rules).evaluate(review, ClusterView.NOTHING, TODAY);
    }

    private static PolicyEngine engine(PolicySettings settings, Rule... rules) {
        return new PolicyEngine(new RuleRegistry(List.of(rules)), settings, InjectionPreview.NONE);
    }

    private static PolicyEngine engine(InjectionPreview completion, Rule... rules) {
        return new PolicyEngine(new RuleRegistry(List.of(rules)), PolicySettings.DEFAULT, completion);
    }

    private static Rule rule(RuleInfo info, BiConsumer<ReviewedObject, Findings> check) {
        return new Rule() {
            @Override
            public RuleInfo info() {
                return info;
            }

            @Override
            public void check(ReviewedObject object, Findings findings) {
                check.accept(object, findings);
            }
        };
    }

    private static ObjectNode pod(String containers) {
        return Json.of("{kind: 'Pod', metadata: {name: 'app'}, spec: {containers: [" + containers + "]}}");
    }

    private static ObjectNode deployment() {
        return Json.of(
                "{kind: 'Deployment', metadata: {name: 'app'}, spec: {template: {spec: {containers: [{name: 'a'}]}}}}");
    }

    private static ObjectNode labelledOtherwise(ObjectNode object) {
        ObjectNode other = object.deepCopy();
        ((ObjectNode) other.get("metadata")).putObject("labels").put("more", "true");
        return other;
    }

    private static AdmissionRequest create(ObjectNode object) {
        return AdmissionRequest.create(object, "default");
    }

    private static AdmissionRequest by(String user, ObjectNode object) {
        return create(object).withUser(user);
    }

    private static AdmissionRequest update(ObjectNode old, ObjectNode object, String subresource) {
        return create(object)
                .withSubresource(subresource)
                .withChange(new Change(AdmissionOperation.UPDATE, Optional.of(object), Optional.of(old)));
    }

    private static List<String> paths(PolicyResult judgement) {
        return judgement.findings().stream().map(f -> f.path().toString()).toList();
    }
}
