package alluxio.admission.injector.clientproperties;

import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.container;
import static alluxio.admission.injector.Fixtures.env;
import static alluxio.admission.injector.Fixtures.inject;
import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.Profile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A client")
class ClientPropertiesMutatorTest {
    private static final String AS_UUID = "-Dalluxio.worker.data.server.domain.socket.as.uuid=true";

    @Test
    @DisplayName("keeps its JVM options, in front, and its value of a property, with a warning")
    void keepsOptions() {
        ObjectNode pod =
                labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g -Dalluxio.master.hostname=mine'}]");
        Decision.Injected decision = injected(injector(Feature.SHORT_CIRCUIT), pod);
        assertThat(env(apply(pod, decision.patch()), "app", "JAVA_TOOL_OPTIONS"))
                .isEqualTo("-Xmx1g -Dalluxio.master.hostname=mine -Dalluxio.master.rpc.port=19998 " + AS_UUID
                        + " -Dalluxio.user.file.readtype.default=CACHE");
        assertThat(decision.notes()).extracting(Note::code).containsExactly("property-kept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'env':[{'name':'JAVA_TOOL_OPTIONS','valueFrom':{'configMapKeyRef':{'name':'c','key':'k'}}}]",
                "'envFrom':[{'configMapRef':{'name':'c'}}]",
                "'envFrom':[{'prefix':'JAVA_','secretRef':{'name':'c'}}]"
            })
    @DisplayName("whose JVM options are unknown gets a properties file, and its variables stay as they are")
    void file(String container) {
        ObjectNode pod = labelled(container);
        Injector injector = injector(Feature.SHORT_CIRCUIT);
        Decision.Injected decision = injected(injector, pod);
        ObjectNode result = apply(pod, decision.patch());
        assertThat(container(result, "app").path("env"))
                .isEqualTo(container(pod, "app").path("env"));
        assertThat(container(result, "app").path("volumeMounts").path(1).toString())
                .isEqualTo(
                        "{\"name\":\"alluxio-client-properties\",\"mountPath\":\"/etc/alluxio/alluxio-site.properties\","
                                + "\"readOnly\":true,\"subPath\":\"alluxio-site.properties\"}");
        assertThat(result.at("/metadata/annotations")
                        .path(Keys.CLIENT_PROPERTIES)
                        .stringValue(""))
                .isEqualTo("""
                        alluxio.master.hostname=alluxio-master-0.alluxio
                        alluxio.master.rpc.port=19998
                        alluxio.worker.data.server.domain.socket.as.uuid=true
                        alluxio.user.file.readtype.default=CACHE
                        """);
        assertThat(decision.notes()).extracting(Note::code).containsExactly("client-properties-file");
        assertThat(injected(injector, result).patch()).isEqualTo(JsonPatch.EMPTY);
    }

    @Test
    @DisplayName("whose JVM options would grow beyond what JDK 8 reads gets a properties file")
    void fileWhenTooLong() {
        ObjectNode pod = labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Dx=" + "y".repeat(1000) + "'}]");
        Decision.Injected decision = injected(injector(Feature.SHORT_CIRCUIT), pod);
        assertThat(decision.notes()).extracting(Note::code).containsExactly("client-properties-file");
    }

    @Test
    @DisplayName("with envFrom of another prefix still gets the variable")
    void otherPrefix() {
        ObjectNode result = inject(
                injector(Feature.SHORT_CIRCUIT), labelled("'envFrom':[{'prefix':'APP_','secretRef':{'name':'c'}}]"));
        assertThat(env(result, "app", "JAVA_TOOL_OPTIONS")).contains(AS_UUID);
    }

    @Test
    @DisplayName("gets all masters of a quorum, with the namespace where the name has one label only")
    void quorum() {
        Profile p = Fixtures.everything(Set.of());
        Profile quorum = Fixtures.with(p, draft -> {
            draft.namespace = "ns";
            draft.masters =
                    List.of(new HostPort("m-0", 19998), new HostPort("m-1.other.svc", 1), new HostPort("fd00::1", 2));
        });
        Injector injector = new Injector(Fixtures.configuration(quorum, OnConflict.DENY));
        assertThat(env(inject(injector, labelled("")), "app", "JAVA_TOOL_OPTIONS"))
                .startsWith("-Dalluxio.master.rpc.addresses=m-0.ns:19998,m-1.other.svc:1,[fd00::1]:2 ");
    }
}
