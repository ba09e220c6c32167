package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.container;
import static alluxio.admission.injector.Fixtures.decide;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SidecarSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A special pod")
class SpecialPodsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alluxio.io/containers|app|app",
                "alluxio.io/exclude-containers|app|helper setup",
                "alluxio.io/containers|istio-proxy,setup|istio-proxy setup",
                "none||app helper setup"
            })
    @DisplayName("is injected in the containers that its annotations choose; sidecars and agents only if named")
    void containers(String key, String value, String expected) {
        ObjectNode pod = json(
                "{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'initContainers':[{'name':'setup'}],"
                        + "'containers':[{'name':'app'},{'name':'helper'},{'name':'istio-proxy'},{'name':'my-agent'}]}}");
        if (!key.equals("none")) {
            annotate(pod, key, value);
        }
        ObjectNode result = inject(injector(Feature.SHORT_CIRCUIT), pod);
        List<String> given = List.of("app", "helper", "istio-proxy", "my-agent", "setup").stream()
                .filter(name -> container(result, name).has("env"))
                .toList();
        assertThat(given).containsExactlyInAnyOrder(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alluxio.io/exclude-containers | app,helper,setup | the annotation alluxio.io/exclude-containers names \"setup\", "
                        + "\"app\", \"helper\"; by its name a sidecar of a mesh or an agent: \"istio-proxy\"; "
                        + "instead of it, name in alluxio.io/containers the containers that use Alluxio",
                "alluxio.io/containers | ghost | the annotation alluxio.io/containers does not name \"setup\", \"app\", "
                        + "\"helper\" and 1 more; name there the containers that use Alluxio"
            })
    @DisplayName("in which every container is excluded is skipped, and its status says which, why and what to do")
    void noContainerLeft(String key, String value, String reason) {
        ObjectNode pod = annotate(
                json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'initContainers':[{'name':'setup'}],"
                        + "'containers':[{'name':'app'},{'name':'helper'},{'name':'istio-proxy'}]}}"),
                key,
                value);
        Decision decision = decide(injectorOfAll(), pod);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Skipped.class,
                        skipped -> assertThat(skipped.reason()).isEqualTo("no container is left to inject: " + reason));
        ObjectNode result = apply(pod, decision.patch());
        assertThat(result.path("spec")).isEqualTo(pod.path("spec"));
        assertThat(result.at("/metadata/annotations").path(Keys.STATUS).stringValue(""))
                .contains("\"result\":\"skipped\"");
        assertThat(decide(injectorOfAll(), result).patch()).isEqualTo(JsonPatch.EMPTY);
        assertThat(decision.notes())
                .extracting(Note::code)
                .containsExactlyElementsOf(
                        value.equals("ghost") ? List.of("unknown-container", "skipped") : List.of("skipped"));
    }

    @Test
    @DisplayName(
            "of sidecars alone is skipped; explain says why for each container; a FUSE of its own keeps short circuit")
    void onlySidecars() {
        ObjectNode pod = json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':["
                + "{'name':'istio-proxy'},{'name':'my-agent'}]}}");
        assertThat(decide(injector(Feature.SHORT_CIRCUIT), pod))
                .isInstanceOfSatisfying(Decision.Skipped.class, skipped -> {
                    assertThat(skipped.reason())
                            .isEqualTo(
                                    "no container is left to inject: injection.excludedContainers of the configuration "
                                            + "names \"my-agent\"; by its name a sidecar of a mesh or an agent: \"istio-proxy\"; "
                                            + "name in the annotation alluxio.io/containers the containers that use Alluxio");
                    assertThat(skipped.explanation().containers())
                            .extracting(container -> container.reason())
                            .containsExactly(
                                    "it is a sidecar of a mesh or an agent; the annotation alluxio.io/containers can select it",
                                    "injection.excludedContainers of the configuration names it");
                });
        assertThat(decide(injectorOfAll(), annotate(pod, Keys.CONTAINERS, "istio-proxy")))
                .isInstanceOf(Decision.Injected.class);
        ObjectNode withFuse = json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':["
                + "{'name':'my-agent'},{'name':'alluxio-fuse','image':'alluxio/alluxio-fuse:2.9.6',"
                + "'command':['/entrypoint.sh'],'args':['fuse','/mnt/alluxio']}]}}");
        assertThat(container(inject(injector(Feature.SHORT_CIRCUIT), withFuse), "alluxio-fuse")
                        .has("volumeMounts"))
                .isTrue();
        assertThat(decide(injector(Feature.HOST_ALIASES), withFuse)
                        .explanation()
                        .containers())
                .extracting(container -> container.reason())
                .contains("it runs Alluxio and is not a client");
    }

    @Test
    @DisplayName("that was injected before its containers were excluded keeps what it has, and it can be removed")
    void excludedLater() {
        ObjectNode pod = labelled("");
        ObjectNode injected = apply(pod, decide(injectorOfAll(), pod).patch());
        ObjectNode excluded = annotate(injected, Keys.EXCLUDE_CONTAINERS, "app");
        Decision decision = decide(injectorOfAll(), excluded);
        assertThat(decision).isInstanceOf(Decision.Skipped.class);
        ObjectNode result = apply(excluded, decision.patch());
        assertThat(result.path("spec")).isEqualTo(injected.path("spec"));
        assertThat(apply(result, new Uninjector().remove(result).patch()).path("spec"))
                .isEqualTo(pod.path("spec"));
    }

    @Test
    @DisplayName("with Alluxio's master gets host aliases and HDFS configuration, but does not become a client")
    void own() {
        ObjectNode master = json(
                "{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':["
                        + "{'name':'alluxio-master','image':'alluxio/alluxio:2.9.6','command':['tini','--','/entrypoint.sh'],'args':['master-only','--no-format']}]}}");
        Decision.Injected decision = injected(injectorOfAll(), master);
        assertThat(decision.features()).containsExactly("hdfs", "host-aliases");
        assertThat(apply(master, decision.patch()).toString())
                .doesNotContain("/opt/domain")
                .doesNotContain("JAVA_TOOL_OPTIONS");
        assertThat(injectorOfAll().decide(new InjectionRequest(unlabelled(master), "alluxio", true)))
                .isInstanceOf(Decision.NotOptedIn.class);
        assertThat(decide(injector(Feature.SHORT_CIRCUIT), master)).isInstanceOf(Decision.Skipped.class);
        assertThat(decision.notes()).extracting(Note::severity).containsOnly(Note.NoteSeverity.INFO);
        assertThat(injected(injectorOfAll(), annotate(master, Keys.FEATURES, "short-circuit,hdfs"))
                        .notes())
                .as("what the pod selected itself")
                .extracting(Note::toString)
                .containsExactly("Note[severity=WARNING, code=own-pod, message=short-circuit is left out: it is for "
                        + "clients, workers and FUSE, and this is an Alluxio pod; remove it from alluxio.io/features]");
    }

    @Test
    @DisplayName("for Windows is skipped, and its status says why")
    void windows() {
        ObjectNode pod = Fixtures.labelledSpec("'os':{'name':'windows'}");
        Decision decision = decide(injectorOfAll(), pod);
        assertThat(decision).isInstanceOf(Decision.Skipped.class);
        ObjectNode result = apply(pod, decision.patch());
        assertThat(result.at("/metadata/annotations").path(Keys.STATUS).stringValue(""))
                .isEqualTo(
                        "{\"schema\":1,\"result\":\"skipped\",\"reason\":\"a Windows pod: Alluxio's sockets and mounts need Linux\","
                                + "\"parents\":{\"metadata.annotations\":\"absent\"}}");
        assertThat(decide(injectorOfAll(), result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @Test
    @DisplayName("with FUSE right below the node's root mounts the mount point itself, with a warning")
    void fuseAtRoot() {
        Profile p = Fixtures.everything(Set.of(Feature.FUSE));
        Profile root = Fixtures.with(
                p,
                draft -> draft.fuse = java.util.Optional.of(new FuseSettings(
                        FuseMode.HOST,
                        java.util.Optional.of("/"),
                        "/mnt",
                        "alluxio-fuse",
                        SidecarSettings.defaults())));
        Injector injector = new Injector(Fixtures.configuration(root, OnConflict.DENY));
        Decision.Injected decision = injected(injector, labelled(""));
        ObjectNode result = apply(labelled(""), decision.patch());
        assertThat(result.at("/spec/volumes/0/hostPath/path").stringValue("")).isEqualTo("/alluxio-fuse");
        assertThat(result.at("/spec/containers/0/volumeMounts/0/mountPath").stringValue(""))
                .isEqualTo("/mnt/alluxio-fuse");
        assertThat(decision.notes()).extracting(Note::code).containsExactly("fuse-mount-point", "fuse-no-wait");
    }

    @Test
    @DisplayName("with host aliases gets each further name of a new address once")
    void severalNames() {
        Profile p = Fixtures.everything(Set.of(Feature.HOST_ALIASES));
        Profile two = Fixtures.with(
                p,
                draft -> draft.hostAliases =
                        List.of(new HostAlias("10.0.0.7", List.of("namenode", "namenode.example"))));
        Injector injector = new Injector(Fixtures.configuration(two, OnConflict.DENY));
        ObjectNode pod = Fixtures.labelledSpec("'hostAliases':[{'ip':'10.0.0.1','hostnames':['other']}]");
        assertThat(Fixtures.inject(injector, pod).at("/spec/hostAliases/1").toString())
                .isEqualTo("{\"ip\":\"10.0.0.7\",\"hostnames\":[\"namenode\",\"namenode.example\"]}");
    }

    private static ObjectNode unlabelled(ObjectNode pod) {
        ObjectNode copy = pod.deepCopy();
        ((ObjectNode) copy.get("metadata")).remove("labels");
        return copy;
    }
}
