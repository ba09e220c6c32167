package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.decide;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Uninjecting")
class UninjectorTest {
    private static final String APP = "/spec/containers/0";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'spec':{'containers':[{'name':'app'}]}}",
                "{'metadata':null,'spec':{'containers':[{'name':'app'}]}}",
                "{'metadata':{},'spec':{'containers':[{'name':'app'}]}}",
                "{'metadata':{'annotations':null},'spec':{'os':{'name':'windows'},'containers':[{'name':'app'}]}}",
                "{'spec':{'os':{'name':'windows'},'containers':[{'name':'app'}]}}",
                "{'metadata':{'annotations':{}},'spec':{'os':{'name':'windows'},'containers':[{'name':'app'}]}}",
                "{'metadata':{'annotations':{'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes':null}},"
                        + "'spec':{'containers':[{'name':'app'}]}}",
                "{'metadata':{'annotations':{'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes':' , '}},"
                        + "'spec':{'containers':[{'name':'app','env':[{'name':'JAVA_TOOL_OPTIONS','value':' '}]}]}}",
            })
    @DisplayName("restores the tree, in a namespace that opts in, skipped or not, after one decision or two")
    void exact(String text) {
        ObjectNode pod = json(text);
        Injector injector = injectorOfAll();
        ObjectNode once = apply(
                pod,
                injector.decide(new InjectionRequest(pod, Fixtures.NAMESPACE, true))
                        .patch());
        assertThat((JsonNode) once).isNotEqualTo(pod);
        ObjectNode twice = apply(
                once,
                injector.decide(new InjectionRequest(once, Fixtures.NAMESPACE, true))
                        .patch());
        assertThat((JsonNode) apply(twice, removed(twice).patch())).isEqualTo(pod);
    }

    @Test
    @DisplayName("a pod that was later skipped is complete")
    void laterSkipped() {
        ObjectNode pod = labelled("");
        ObjectNode injected = inject(injectorOfAll(), pod);
        windows(injected);
        ObjectNode skipped = apply(injected, decide(injectorOfAll(), injected).patch());
        assertThat(status(skipped)).contains("\"skipped\"");
        windows(pod);
        assertThat((JsonNode) apply(skipped, removed(skipped).patch())).isEqualTo(pod);
    }

    @Test
    @DisplayName("is complete after the profile lost a feature and the pod was decided on again")
    void otherConfiguration() {
        ObjectNode pod = labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g'}]");
        ObjectNode once = inject(injectorOfAll(), pod);
        ObjectNode twice =
                inject(injector(Feature.SHORT_CIRCUIT), annotate(once.deepCopy(), Keys.CLIENT_OPTIONS, "none"));
        Removal.Uninjected removal = removed(twice);
        assertThat(removal.notes()).extracting(Note::code).containsExactly("uninject-label");
        assertThat((JsonNode) apply(twice, removal.patch())).isEqualTo(annotate(pod, Keys.CLIENT_OPTIONS, "none"));
    }

    @Test
    @DisplayName("takes options out from before others that were appended to them")
    void optionsBehind() {
        ObjectNode pod = inject(injector(), labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g'}]"));
        ObjectNode variable = (ObjectNode) pod.at(APP + "/env/0");
        variable.put("value", variable.path("value").stringValue("") + " -Dmine=1");
        ObjectNode result = uninject(pod);
        assertThat(result.at(APP + "/env/0/value").stringValue()).isEqualTo("-Xmx1g -Dmine=1");
        assertThat(warnings(pod)).isEmpty();
    }

    @Test
    @DisplayName("takes out the options that are left when one was edited, with a warning")
    void optionEdited() {
        ObjectNode pod = inject(injector(), labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g'}]"));
        ObjectNode variable = (ObjectNode) pod.at(APP + "/env/0");
        variable.put("value", variable.path("value").stringValue("").replace("=19998", "=1"));
        assertThat(uninject(pod).at(APP + "/env/0/value").stringValue())
                .isEqualTo("-Xmx1g -Dalluxio.master.rpc.port=1");
        assertThat(warnings(pod))
                .containsExactly("the options in variable JAVA_TOOL_OPTIONS of container \"app\": changed "
                        + "after the injection, so it is left in; if nothing needs it, remove it by hand");
    }

    @Test
    @DisplayName("leaves options that were written before the injected ones, in an injected variable")
    void optionsInFront() {
        ObjectNode pod = inject(injector(), labelled(""));
        ObjectNode variable = (ObjectNode) pod.at(APP + "/env/0");
        variable.put("value", "-Dmine=1  " + variable.path("value").stringValue(""));
        assertThat(uninject(pod).at(APP + "/env").toString())
                .isEqualTo("[{\"name\":\"JAVA_TOOL_OPTIONS\",\"value\":\"-Dmine=1 \"}]");
        assertThat(warnings(pod)).isEmpty();
    }

    @Test
    @DisplayName("leaves a mount that was moved, and the volume that it needs")
    void mountMoved() {
        ObjectNode pod = inject(injector(Feature.SHORT_CIRCUIT), labelled(""));
        ((ObjectNode) pod.at(APP + "/volumeMounts/0")).put("mountPath", "/elsewhere");
        ObjectNode result = uninject(pod);
        assertThat(result.at(APP + "/volumeMounts")).isEqualTo(pod.at(APP + "/volumeMounts"));
        assertThat(result.at("/spec/volumes")).isEqualTo(pod.at("/spec/volumes"));
        assertThat(result.at("/metadata/annotations").toString())
                .as("the warning about a volume that stays")
                .contains("\"alluxio-domain\"")
                .doesNotContain(Keys.STATUS);
        assertThat(warnings(pod))
                .containsExactly(
                        "the mount of /opt/domain in container \"app\": was injected, but is no longer in the pod",
                        "volume \"alluxio-domain\": left in, because container \"app\" mounts it at /elsewhere; remove that first, "
                                + "and then the volume by hand",
                        "\"alluxio-domain\" in annotation cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes"
                                + ": left in, because the pod keeps a volume of that name; remove that first, and then the name by hand");
    }

    @Test
    @DisplayName("leaves the text of the properties file as long as a volume shows it")
    void annotationInUse() {
        ObjectNode pod = inject(injector(), annotate(labelled(""), Keys.CLIENT_OPTIONS, "file"));
        ((ArrayNode) pod.at(APP + "/volumeMounts"))
                .addObject()
                .put("name", "alluxio-client-properties")
                .put("mountPath", "/mine");
        assertThat(uninject(pod).at("/metadata/annotations").has(Keys.CLIENT_PROPERTIES))
                .isTrue();
        ((ArrayNode) pod.at(APP + "/volumeMounts")).remove(1);
        assertThat(uninject(pod).at("/metadata/annotations").has(Keys.CLIENT_PROPERTIES))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/spec/volumes/0/hostPath|type|volume \"alluxio-domain\": changed",
                APP + "/volumeMounts/1|mountPropagation|the mount of /mnt/alluxio in container \"app\": changed",
                APP + "/env/0|value|variable ALLUXIO_FUSE_PATH of container \"app\": changed",
                "/metadata/annotations|alluxio.io/client-properties|annotation alluxio.io/client-properties: changed",
            })
    @DisplayName("leaves additions that were changed, with a warning for each")
    void changed(String pointer, String member, String warning) {
        ObjectNode pod = inject(injectorOfAll(), annotate(labelled(""), Keys.CLIENT_OPTIONS, "file"));
        ((ObjectNode) pod.at(pointer)).put(member, "mine");
        assertThat(warnings(pod)).anyMatch(text -> text.startsWith(warning));
        assertThat(uninject(pod).toString()).contains("\"" + member + "\":\"mine\"");
    }

    @Test
    @DisplayName("leaves a volume of the same name with another source, and warns about missing additions")
    void othersVolume() {
        ObjectNode pod = inject(injector(Feature.SHORT_CIRCUIT, Feature.HOST_ALIASES), labelled(""));
        ((ArrayNode) pod.at("/spec/volumes")).removeAll().add(json("{'name':'alluxio-domain','emptyDir':{}}"));
        ((ObjectNode) pod.get("spec")).remove("hostAliases");
        ((ObjectNode) pod.at(APP)).put("name", "renamed");
        assertThat(uninject(pod).path("spec")).isEqualTo(pod.path("spec"));
        assertThat(warnings(pod))
                .containsExactly(
                        "container \"app\": was injected, but is no longer in the pod",
                        "host alias namenode for 10.0.0.7: was injected, but is no longer in the pod",
                        "volume \"alluxio-domain\": changed after the injection, so it is left in; if nothing needs it, "
                                + "remove it by hand",
                        "\"alluxio-domain\" in annotation cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes"
                                + ": left in, because the pod keeps a volume of that name; remove that first, and then the name by hand");
    }

    @Test
    @DisplayName("keeps host names that the user added to an injected entry")
    void aliasExtendedByUser() {
        ObjectNode pod = inject(injector(Feature.HOST_ALIASES), labelled(""));
        ((ArrayNode) pod.at("/spec/hostAliases/0/hostnames")).insert(0, "mine");
        assertThat(uninject(pod).at("/spec/hostAliases").toString())
                .isEqualTo("[{\"ip\":\"10.0.0.7\",\"hostnames\":[\"mine\"]}]");
    }

    @Test
    @DisplayName("recognises additions whatever the order of members")
    void memberOrder() {
        ObjectNode pod = labelled("");
        ObjectNode injected = inject(injectorOfAll(), pod);
        injected.at(APP + "/volumeMounts").forEach(mount -> {
            ObjectNode object = (ObjectNode) mount;
            object.set("name", object.remove("name"));
        });
        assertThat((JsonNode) uninject(injected)).isEqualTo(pod);
    }

    @Test
    @DisplayName("with a status copied from another pod removes only the status")
    void copiedStatus() {
        ObjectNode pod = labelledSpec("'hostAliases':[],'volumes':[{'name':'alluxio-domain',"
                + "'hostPath':{'path':'/mine'}},{'name':'x','emptyDir':{}}]");
        String status = status(inject(injectorOfAll(), labelled("")));
        ObjectNode copied = annotate(pod.deepCopy(), Keys.STATUS, status);
        assertThat(uninject(copied).path("spec")).isEqualTo(pod.path("spec"));
        assertThat(warnings(copied)).hasSize(11).noneMatch(text -> text.contains("/mine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"}{", "", "5", "{\"schema\":0}", "{\"schema\":1,\"result\":\"done\"}"})
    @DisplayName("with an annotation that is not a status removes only that, with a warning")
    void garbage(String status) {
        ObjectNode pod = annotate(annotate(labelled(""), "a", "b"), Keys.STATUS, status);
        assertThat((JsonNode) uninject(pod)).isEqualTo(annotate(labelled(""), "a", "b"));
        assertThat(warnings(pod)).singleElement().asString().contains("was not written by an injection");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schema\":2,\"x\":1}|has schema 2, and this version knows 1",
                "{\"schema\":1,\"result\":\"injected\",\"added\":{\"volumes\":{},\"probes\":{}}}"
                        + "|lists what this version does not know: probes"
            })
    @DisplayName("of a newer version is refused rather than done by half")
    void newer(String status, String why) {
        Removal removal = new Uninjector().remove(annotate(labelled(""), Keys.STATUS, status));
        assertThat(removal.patch()).isEqualTo(JsonPatch.EMPTY);
        assertThat(((Removal.NotRemovable) removal).refusals())
                .singleElement()
                .extracting(Refusal::message)
                .asString()
                .isEqualTo("annotation alluxio.io/status " + why
                        + "; uninject the pod with the version of alluxio-admission that injected it, or a newer one");
    }

    @Test
    @DisplayName("a pod without status, or a malformed one, changes nothing")
    void nothing() {
        assertThat(new Uninjector().remove(labelled("")))
                .isEqualTo(new Removal.NothingInjected("it has no annotation alluxio.io/status"));
        ObjectNode odd = annotate(labelledSpec("'volumes':5"), Keys.STATUS, "{}");
        assertThat(new Uninjector().remove(odd)).isInstanceOf(Removal.NotRemovable.class);
    }

    private static void windows(ObjectNode pod) {
        pod.withObject("/spec").putObject("os").put("name", "windows");
    }

    private static Removal.Uninjected removed(ObjectNode pod) {
        ObjectNode before = pod.deepCopy();
        Removal removal = new Uninjector().remove(pod);
        assertThat((JsonNode) pod).as("the tree is never changed").isEqualTo(before);
        assertThat(removal).isInstanceOf(Removal.Uninjected.class);
        return (Removal.Uninjected) removal;
    }

    private static ObjectNode uninject(ObjectNode pod) {
        return apply(pod, removed(pod).patch());
    }

    private static List<String> warnings(ObjectNode pod) {
        return removed(pod).notes().stream()
                .filter(note -> note.severity() == Note.NoteSeverity.WARNING)
                .map(Note::message)
                .toList();
    }

    private static String status(ObjectNode pod) {
        return pod.at("/metadata/annotations").path(Keys.STATUS).stringValue("");
    }
}
