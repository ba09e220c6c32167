package alluxio.admission.injector.clientproperties;

import static alluxio.admission.injector.Fixtures.container;
import static alluxio.admission.injector.Fixtures.env;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.refusals;
import static alluxio.admission.injector.Fixtures.worker;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Removal;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Where JAVA_TOOL_OPTIONS refers to other variables,")
class ReferencedOptionsTest {
    private static final String NAME = "JAVA_TOOL_OPTIONS";
    private static final String AS_UUID = "alluxio.worker.data.server.domain.socket.as.uuid";

    private final Injector injector = injector(Feature.SHORT_CIRCUIT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'BASE','value':'-D" + AS_UUID + "=false'},{'name':'" + NAME + "','value':'-Xmx1g $(BASE)'}",
                "{'name':'A','value':'-D" + AS_UUID + "'},{'name':'B','value':'$(A)=false'},"
                        + "{'name':'A','value':'x'},{'name':'" + NAME + "','value':'$(B)'}",
                "{'name':'" + NAME + "','value':'-D" + AS_UUID + "=false'}," + "{'name':'" + NAME + "','value':'$("
                        + NAME + ") -javaagent:/x.jar'}"
            })
    @DisplayName("a contradicting property in them is refused")
    void contradiction(String env) {
        assertThat(refusals(injector, labelled("'env':[" + env + "]")))
                .extracting(refusal -> refusal.rule() + " " + refusal.message())
                .singleElement()
                .asString()
                .startsWith("inject-property short-circuit needs " + AS_UUID + "=true")
                .contains("sets it to false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Defined behind it, escaped, or never: no options.
                "{'name':'" + NAME + "','value':'-Da=$(BASE)'},{'name':'BASE','value':'-D" + AS_UUID + "=false'}",
                "{'name':'BASE','value':'-D" + AS_UUID + "=false'},{'name':'" + NAME + "','value':'-Da=$$(BASE)'}",
                "{'name':'" + NAME + "','value':'-D" + AS_UUID + "=false'},{'name':'" + NAME + "','value':'-Xmx1g'}",
                "{'name':'IP','valueFrom':{'fieldRef':{'fieldPath':'status.podIP'}}},{'name':'" + NAME
                        + "','value':'-Dip=$(IP) -Dpassword=$(SECRET) $(IP)'}",
                "{'name':'SECRET','valueFrom':{'secretKeyRef':{'name':'s','key':'k'}}},{'name':'" + NAME
                        + "','value':'-Dpassword=$(SECRET) -javaagent:$(SECRET)'}"
            })
    @DisplayName("what is no option of it is none")
    void appended(String env) {
        ObjectNode result = inject(injector, labelled("'env':[" + env + "]"));
        assertThat(last(result)).endsWith("-D" + AS_UUID + "=true -Dalluxio.user.file.readtype.default=CACHE");
        assertThat(injected(injector, result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'OPTS','valueFrom':{'configMapKeyRef':{'name':'c','key':'k'}}},{'name':'" + NAME
                        + "','value':'-Xmx1g $(OPTS)'}||$(OPTS)",
                "{'name':'OPTS','valueFrom':{'secretKeyRef':{'name':'c','key':'k'}}},{'name':'" + NAME
                        + "','value':'-D$(OPTS)=1'}||$(OPTS)",
                "{'name':'OPTS','valueFrom':{'fieldRef':{'fieldPath':'metadata.annotations[x]'}}},{'name':'" + NAME
                        + "','value':'$(OPTS)'}||$(OPTS)",
                "{'name':'" + NAME + "','valueFrom':{'configMapKeyRef':{'name':'c','key':'k'}}},{'name':'" + NAME
                        + "','value':'$(" + NAME + ") -Da=b'}||$(JAVA_TOOL_OPTIONS)",
                "{'name':'" + NAME + "','value':'$(OPTS)'}|,'envFrom':[{'configMapRef':{'name':'c'}}]|$(OPTS)"
            })
    @DisplayName("those that may hold any option make it a file")
    void unknown(String env, String rest, String reference) {
        ObjectNode pod = labelled("'env':[" + env + "]" + (rest == null ? "" : rest));
        assertThat(injected(injector, pod).notes())
                .extracting(Note::message)
                .singleElement()
                .asString()
                .contains("because JAVA_TOOL_OPTIONS has " + reference + ", whose options are unknown here");
        ObjectNode result = inject(injector, pod);
        assertThat(container(result, "app").path("env"))
                .isEqualTo(container(pod, "app").path("env"));
        assertThat(injected(injector, result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @Test
    @DisplayName("they count against what JDK 8 reads, and those that expand to too much text are not expanded")
    void length() {
        String long600 = "{'name':'A','value':'-Da=" + "a".repeat(900) + "'},";
        assertThat(injected(injector, labelled("'env':[" + long600 + "{'name':'" + NAME + "','value':'$(A)'}]"))
                        .notes())
                .extracting(Note::message)
                .singleElement()
                .asString()
                .contains("would be longer than JDK 8 reads");
        StringBuilder bomb = new StringBuilder("{'name':'V0','value':'-Da=0123456789'}");
        for (int i = 1; i < 40; i++) {
            bomb.append(",{'name':'V%d','value':'$(V%d) $(V%d)'}".formatted(i, i - 1, i - 1));
        }
        assertThat(injected(injector, labelled("'env':[" + bomb + ",{'name':'" + NAME + "','value':'$(V39)'}]"))
                        .notes())
                .extracting(Note::code)
                .containsExactly("client-properties-file");
    }

    @Test
    @DisplayName("a container of Alluxio is told what to set where the options are unknown")
    void ownContainer() {
        assertThat(injected(
                                injector,
                                worker(
                                        "'env':[{'name':'OPTS','valueFrom':{'configMapKeyRef':{'name':'c','key':'k'}}},"
                                                + "{'name':'ALLUXIO_WORKER_JAVA_OPTS','value':'$(OPTS)'}]",
                                        ""))
                        .notes())
                .extracting(Note::message)
                .anyMatch(
                        message -> message.contains("ALLUXIO_WORKER_JAVA_OPTS has $(OPTS), whose options are unknown"));
    }

    @Test
    @DisplayName("and another webhook made it longer than JDK 8 reads, the second call warns")
    void longerLater() {
        ObjectNode once = inject(injector, labelled(""));
        assertThat(injected(injector, once).notes()).isEmpty();
        ObjectNode variable = (ObjectNode) once.at("/spec/containers/0/env/0");
        variable.put("value", variable.path("value").stringValue("") + " -javaagent:/" + "x".repeat(1000));
        assertThat(injected(injector, once).patch()).isEqualTo(JsonPatch.EMPTY);
        assertThat(injected(injector, once).notes()).singleElement().satisfies(note -> {
            assertThat(note.code()).isEqualTo("options-too-long");
            assertThat(note.message())
                    .endsWith("JDK 8 ignores all of it; set alluxio.io/client-options: file in the pod's template")
                    .hasSizeLessThan(240);
        });
    }

    @Test
    @DisplayName("the user's variables may refer to what is injected, which comes first")
    void ours() {
        ObjectNode pod = labelled("'env':[{'name':'DATA','value':'$(ALLUXIO_FUSE_PATH)/x'},"
                + "{'name':'CONF','value':'$(HADOOP_CONF_DIR)'},{'name':'" + NAME + "','value':'-Da=b'}]");
        ObjectNode result = inject(injectorOfAll(), pod);
        assertThat(names(result)).containsExactly("ALLUXIO_FUSE_PATH", "HADOOP_CONF_DIR", "DATA", "CONF", NAME);
        assertThat(((Removal.Uninjected) new Uninjector().remove(result)).notes())
                .extracting(Note::code)
                .containsExactly("uninject-label");
    }

    @Test
    @DisplayName("what stands at the end, where an earlier version put it, stays there")
    void earlier() {
        ObjectNode result = inject(injectorOfAll(), labelled("'env':[{'name':'A','value':'b'}]"));
        ObjectNode app = (ObjectNode) container(result, "app");
        app.withArrayProperty("env").add(app.withArrayProperty("env").remove(0));
        assertThat(names(result)).endsWith("ALLUXIO_FUSE_PATH");
        assertThat(injected(injectorOfAll(), result).patch()).isEqualTo(JsonPatch.EMPTY);
        assertThat(env(result, "app", "ALLUXIO_FUSE_PATH")).isEqualTo("/mnt/alluxio/fuse");
    }

    private static List<String> names(ObjectNode pod) {
        return container(pod, "app")
                .path("env")
                .valueStream()
                .map(entry -> entry.path("name").stringValue(""))
                .toList();
    }

    private static String last(ObjectNode pod) {
        return container(pod, "app")
                .path("env")
                .valueStream()
                .filter(entry -> entry.path("name").stringValue("").equals(NAME))
                .reduce((first, second) -> second)
                .orElseThrow()
                .path("value")
                .stringValue("");
    }
}
