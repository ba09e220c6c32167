package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.labelledSpec;
import static alluxio.admission.injector.Fixtures.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every conflict of a pod with an injection, with the message that a user reads. The messages are kept in
 * conflicts.golden.txt; to change them, run with GOLDEN_UPDATE=1 in the environment and review the difference.
 */
@DisplayName("Messages:")
class ConflictMessagesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/conflicts.golden.txt");

    private static Map<String, ObjectNode> pods() {
        Map<String, ObjectNode> pods = new LinkedHashMap<>();
        pods.put("mount path: exact", mounting("/opt/domain"));
        pods.put("mount path: trailing slash", mounting("/opt/domain/"));
        pods.put("mount path: written otherwise", mounting("//opt/./x/../domain"));
        pods.put("mount path: relative", mounting("opt/domain"));
        pods.put("mount path: above ours", mounting("/opt"));
        pods.put("mount path: below ours", mounting("/opt/domain/sub"));
        pods.put("mount path: the root", mounting("/"));
        pods.put(
                "mount path: same source with a subPath",
                labelledSpecWithMount(
                        "{'name':'d','hostPath':{'path':'/tmp/alluxio-domain'}}",
                        "{'name':'d','mountPath':'/opt/domain','subPath':'x'}"));
        pods.put(
                "mount path: same source with a subPathExpr",
                labelledSpecWithMount(
                        "{'name':'d','hostPath':{'path':'/tmp/alluxio-domain'}}",
                        "{'name':'d','mountPath':'/opt/domain','subPathExpr':'$(POD)'}"));
        pods.put(
                "mount path: other directory of the node",
                labelledSpecWithMount(
                        "{'name':'d','hostPath':{'path':'/var/domain'}}", "{'name':'d','mountPath':'/opt/domain'}"));
        pods.put(
                "mount path: volume that is not there",
                labelled("'volumeMounts':[{'name':'ghost','mountPath':'/opt/domain'}]"));
        pods.put("mount path: block device", labelled("'volumeDevices':[{'name':'disk','devicePath':'/opt/domain'}]"));
        pods.put(
                "mount path: the FUSE mount point itself",
                labelledSpecWithMount(
                        "{'name':'f','hostPath':{'path':'/mnt/alluxio/fuse'}}",
                        "{'name':'f','mountPath':'/mnt/alluxio/fuse'}"));
        pods.put(
                "mount path: the HDFS Secret's",
                labelledSpecWithMount(
                        "{'name':'s','secret':{'secretName':'other'}}",
                        "{'name':'s','mountPath':'/secrets/hdfsConfig'}"));
        pods.put(
                "mount path: the properties file's",
                annotate(
                        labelledSpecWithMount(
                                "{'name':'c','configMap':{'name':'c'}}", "{'name':'c','mountPath':'/etc/alluxio'}"),
                        Keys.CLIENT_OPTIONS,
                        "file"));
        pods.put("volume name", labelledSpec("'volumes':[{'name':'alluxio-domain','emptyDir':{}}]"));
        pods.put(
                "volume name: other directory",
                labelledSpec("'volumes':[{'name':'alluxio-fuse','hostPath':{'path':'/data'}}]"));
        pods.put(
                "volume name: other Secret",
                labelledSpec("'volumes':[{'name':'alluxio-hdfs-alluxio-hdfs-config','secret':{'secretName':'mine'}}]"));
        pods.put("host alias", labelledSpec("'hostAliases':[{'ip':'10.9.9.9','hostnames':['db','NameNode']}]"));
        pods.put(
                "property",
                labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':"
                        + "'-Dalluxio.worker.data.server.domain.socket.as.uuid=false'}]"));
        pods.put(
                "property: unbalanced quote",
                labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Dx=\\'abc'}]".replace("\\'", "\\\"")));
        pods.put("variable", labelled("'env':[{'name':'ALLUXIO_FUSE_PATH','value':'/data/fuse'}]"));
        pods.put("variable: HADOOP_CONF_DIR", labelled("'env':[{'name':'HADOOP_CONF_DIR','value':'/etc/hadoop'}]"));
        pods.put(
                "variable: HADOOP_CONF_DIR from elsewhere",
                labelled("'env':[{'name':'HADOOP_CONF_DIR','valueFrom':{'configMapKeyRef':{'name':'c','key':'k'}}}]"));
        pods.put(
                "client options: file in Alluxio's image",
                annotate(
                        json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':[{'name':'cli',"
                                + "'image':'alluxio/alluxio:2.9.6','command':['sleep','1d']}]}}"),
                        Keys.CLIENT_OPTIONS,
                        "file"));
        pods.put("annotation: misspelt key", annotate(labelled(""), "alluxio.io/feature", "fuse"));
        pods.put("annotation: unknown key", annotate(labelled(""), "alluxio.io/speed", "9"));
        pods.put("annotation: a label", annotate(labelled(""), Keys.INJECT, "true"));
        pods.put("annotation: misspelt feature", annotate(labelled(""), Keys.FEATURES, "shortcircuit,fues"));
        pods.put("annotation: profile", annotate(labelled(""), Keys.PROFILE, "aluxio"));
        pods.put("annotation: client options", annotate(labelled(""), Keys.CLIENT_OPTIONS, "Env"));
        pods.put("annotation: fuse mode", annotate(labelled(""), Keys.FUSE_MODE, "side-car"));
        pods.put("fuse sidecar: no image in the profile", annotate(labelled(""), Keys.FUSE_MODE, "sidecar"));
        pods.put("annotation: fuse path", annotate(labelled(""), Keys.FUSE_PATH, "mnt/../x"));
        pods.put("annotation: allow format", annotate(labelled(""), Keys.ALLOW_FORMAT, "yes"));
        pods.put("annotation: scheduling", annotate(labelled(""), Keys.SCHEDULING, "autom"));
        pods.put(
                "annotation: container both named and left out",
                annotate(annotate(labelled(""), Keys.CONTAINERS, "app"), Keys.EXCLUDE_CONTAINERS, "app"));
        pods.put(
                "label: an annotation",
                json("{'metadata':{'labels':{'alluxio.io/inject':'true','alluxio.io/profile':'x'}},"
                        + "'spec':{'containers':[{'name':'app'}]}}"));
        pods.put(
                "malformed: wrong types",
                json("{'metadata':{'labels':{'alluxio.io/inject':'true'},'annotations':{'a':1}},"
                        + "'spec':{'volumes':{},'containers':[{'name':'app','env':[{'name':'X','value':5}]},7]}}"));
        pods.put("malformed: no spec", json("{'metadata':{'labels':{'alluxio.io/inject':'true'}}}"));
        pods.putAll(own());
        pods.put(
                "several at once",
                annotate(
                        labelledSpecWithMount(
                                "{'name':'alluxio-domain','emptyDir':{}}",
                                "{'name':'alluxio-domain','mountPath':'/mnt'}"),
                        Keys.FEATURES,
                        "short-circuit,fuse"));
        return pods;
    }

    /** A worker whose configuration differs from its profile. */
    private static Map<String, ObjectNode> own() {
        String address = "-Dalluxio.worker.data.server.domain.socket.address=";
        String asUuid = "-Dalluxio.worker.data.server.domain.socket.as.uuid=";
        String mount = "'volumeMounts':[{'name':'d','mountPath':'/opt/domain'}]";
        Map<String, ObjectNode> pods = new LinkedHashMap<>();
        pods.put(
                "worker: other directory of the node",
                Fixtures.worker(mount, "'volumes':[{'name':'d','hostPath':{'path':'/tmp/domain'}}]"));
        pods.put(
                "worker: directory that it cannot write",
                Fixtures.worker(
                        mount.replace("'}", "','readOnly':true}"),
                        "'volumes':[{'name':'d','hostPath':{'path':'/tmp/alluxio-domain'}}]"));
        pods.put("worker: sockets elsewhere", Fixtures.worker(options(address + "/sockets " + asUuid + "true"), ""));
        pods.put("worker: as.uuid off", Fixtures.worker(options(address + "/opt/domain " + asUuid + "false"), ""));
        pods.put("worker: unbalanced quote", Fixtures.worker(options("-Dx=\\\"a"), ""));
        pods.put("worker: no room", Fixtures.worker(options("-Dx=" + "y".repeat(1000)), ""));
        pods.put(
                "worker: init container's name",
                Fixtures.worker("", "'initContainers':[{'name':'alluxio-domain-chown','command':['true']}]"));
        pods.put(
                "job worker: as.uuid off",
                json(
                        "{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':[{'name':'alluxio-job-worker',"
                                + options(asUuid + "false") + "}]}}"));
        return pods;
    }

    private static String options(String value) {
        return "'env':[{'name':'JAVA_TOOL_OPTIONS','value':'" + value + "'}]";
    }

    @Test
    @DisplayName("every conflict names both sides and the fix, as in the golden file")
    void messages() throws IOException {
        StringBuilder text = new StringBuilder();
        pods().forEach((name, pod) -> {
            text.append("# ").append(name).append('\n');
            for (Refusal refusal : refusals(injectorOfAll(), pod)) {
                text.append(refusal.rule())
                        .append(" at ")
                        .append(refusal.field())
                        .append('\n');
                text.append("  ").append(refusal.message()).append('\n');
            }
        });
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(GOLDEN, text);
        }
        assertThat(text).hasToString(Files.readString(GOLDEN));
    }

    private static ObjectNode mounting(String path) {
        return labelledSpecWithMount("{'name':'data','emptyDir':{}}", "{'name':'data','mountPath':'" + path + "'}");
    }

    private static ObjectNode labelledSpecWithMount(String volume, String mount) {
        return json(
                "{'metadata':{'name':'p','labels':{'alluxio.io/inject':'true'}},'spec':{'containers':[{'name':'app',"
                        + "'image':'app:1','volumeMounts':[" + mount + "]}],'volumes':[" + volume + "]}}");
    }
}
