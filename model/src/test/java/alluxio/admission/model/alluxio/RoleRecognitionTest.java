package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A container's role")
class RoleRecognitionTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'command':['tini','--','/entrypoint.sh'],'args':['worker-only','--no-format']} | worker",
                "{'command':['/entrypoint.sh'],'args':['master-only','--no-format']} | master",
                "{'command':['/entrypoint.sh','job-master']} | job-master",
                "{'image':'alluxio/alluxio:2.9.6','args':['job-worker']} | job-worker",
                "{'image':'r.example:5000/x/alluxio-enterprise@sha256:00','args':['proxy']} | proxy",
                "{'command':['sh','-c','umount /mnt; exec /entrypoint.sh fuse --fuse-opts=allow_other']} | fuse",
                "{'command':['tini','-g','--'],'args':['alluxio','process','start','coordinator','--direct']} | coordinator",
                "{'command':['/entrypoint.sh'],'args':['csiserver']} | csi",
                "{'name':'alluxio-worker','command':['/start.sh']} | worker",
                "{'name':'alluxio-master','command':['/opt/alluxio/bin/alluxio'],'args':['formatJournal']} | none",
                "{'name':'alluxio-master','command':['/opt/alluxio/bin/alluxio'],'args':['formatMasters']} | none",
                "{'image':'alluxio/alluxio:2.9.6','command':['sleep','1d']} | none",
                "{'image':'alluxio/alluxio:2.9.6','args':['fs','mount','/a','hdfs://b']} | none",
                "{'image':'registry.example/spark-alluxio:3','args':['worker']} | none",
                "{'image':'app:1','args':['worker']} | none",
                "{'name':'alluxio-fuse-client','image':'alpine'} | none",
                "{} | none",
                "{'command':null,'args':'worker','image':5,'name':{}} | none",
            })
    @DisplayName("is what it runs, then its name")
    void byContainer(String container, String expected) {
        assertThat(role(container, Map.of())).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}={2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'image':'alluxio/alluxio:2.9.6','command':['/run.sh']} | role | alluxio-worker | worker",
                "{'image':'alluxio/alluxio:2.0.0','command':['/run.sh']} | app | alluxio-master | master",
                "{'image':'alluxio/alluxio:2.2.0','command':['/run.sh']} | name | alluxio-master-0 | master",
                "{'image':'alluxio/alluxio:2.9.6','command':['/run.sh']} | app | alluxio | none",
                "{'image':'fluentd:1'} | role | alluxio-worker | none",
            })
    @DisplayName("comes from the pod's labels where nothing else says, and only for Alluxio's images")
    void byLabels(String container, String key, String value, String expected) {
        assertThat(role(container, Map.of(key, value))).isEqualTo(expected);
    }

    private static String role(String container, Map<String, String> labels) {
        return RoleRecognition.of(JsonMapper.shared().readTree(container.replace('\'', '"')), labels)
                .map(Role::key)
                .orElse("none");
    }
}
