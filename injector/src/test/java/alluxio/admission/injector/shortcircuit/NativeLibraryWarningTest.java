package alluxio.admission.injector.shortcircuit;

import static alluxio.admission.injector.Fixtures.injected;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.tiersProfile;
import static alluxio.admission.injector.Fixtures.worker;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.Note;
import alluxio.admission.model.Feature;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A client with a read-only root file system")
class NativeLibraryWarningTest {
    private static final String CODE = "native-library";

    private static ObjectNode pod(String rest) {
        return json(
                "{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'volumes':[{'name':'scratch','emptyDir':{}},"
                        + "{'name':'settings','configMap':{'name':'c'}}],'containers':[{'name':'app','image':'a:1',"
                        + "'securityContext':{'readOnlyRootFilesystem':true}" + (rest.isEmpty() ? "" : "," + rest)
                        + "}]}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'volumeMounts':[{'name':'scratch','mountPath':'/tmp/x'},{'name':'scratch','mountPath':'/tmpx'}]",
                "'volumeMounts':[{'name':'scratch','mountPath':'/tmp','readOnly':true}]",
                "'volumeMounts':[{'name':'settings','mountPath':'/tmp'}]",
                "'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Djava.io.tmpdir=/data'}],"
                        + "'volumeMounts':[{'name':'scratch','mountPath':'/tmp'}]",
                "'args':['-Djava.io.tmpdir=/data/tmp'],"
                        + "'volumeMounts':[{'name':'scratch','mountPath':'/data'},{'name':'settings','mountPath':'/data/tmp'}]"
            })
    @DisplayName("is warned when Netty can unpack its library nowhere, with the way out at the end")
    void warned(String rest) {
        assertThat(injected(injector(Feature.SHORT_CIRCUIT), pod(rest)).notes())
                .filteredOn(note -> note.code().equals(CODE))
                .singleElement()
                .satisfies(note -> assertThat(note.message())
                        .matches(".*all data goes by TCP; mount an emptyDir at /(tmp|data|data/tmp)")
                        .hasSizeLessThan(230));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'volumeMounts':[{'name':'scratch','mountPath':'/tmp/'}]",
                "'env':[{'name':'DIR','value':'/data'},{'name':'JAVA_TOOL_OPTIONS','value':'-Djava.io.tmpdir=$(DIR)'}],"
                        + "'volumeMounts':[{'name':'scratch','mountPath':'/data'}]",
                "'command':['sh','-c','exec java -Djava.io.tmpdir=/data -jar a.jar'],"
                        + "'volumeMounts':[{'name':'scratch','mountPath':'/data'}]",
                "'env':[{'name':'JAVA_OPTS','value':'-Dalluxio.shaded.client.io.netty.native.workdir=/data'}],"
                        + "'volumeMounts':[{'name':'scratch','mountPath':'/data'}]",
                "'env':[{'name':'JAVA_OPTS','value':'-Djava.io.tmpdir=${HOME}'}]"
            })
    @DisplayName("is not warned when there is a writable directory, or it is not known")
    void notWarned(String rest) {
        assertThat(injected(injector(Feature.SHORT_CIRCUIT), pod(rest)).notes())
                .extracting(Note::code)
                .doesNotContain(CODE);
    }

    @Test
    @DisplayName("is not warned when it has no domain socket to connect to")
    void withoutSocket() {
        assertThat(injected(injector(Feature.HDFS), pod("")).notes())
                .extracting(Note::code)
                .doesNotContain(CODE);
        assertThat(injected(injector(tiersProfile("/mnt/ramdisk")), pod("")).notes())
                .extracting(Note::code)
                .doesNotContain(CODE);
    }

    @Test
    @DisplayName("is warned as a worker, too")
    void workers() {
        assertThat(injected(
                                injector(Feature.SHORT_CIRCUIT),
                                worker("'securityContext':{'readOnlyRootFilesystem':true}", ""))
                        .notes())
                .extracting(Note::code)
                .contains(CODE);
    }
}
