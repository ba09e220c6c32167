package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.labelledSpec;

import alluxio.admission.injector.scheduling.AutoscalerMutator;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.model.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import tools.jackson.databind.node.ObjectNode;

/** Pods that grow in one dimension: what is repeated has its number where {@code #} stands. */
final class GrowingPods {
    /** @param pod with so many items */
    record Dimension(String name, IntFunction<ObjectNode> pod) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String AFFINITY =
            "'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':"
                    + "{'nodeSelectorTerms':[%s]}}}";

    private GrowingPods() {}

    static List<Dimension> all() {
        List<Dimension> all = new ArrayList<>();
        ofContainers(all);
        ofOneContainer(all);
        ofSpec(all);
        ofMetadata(all);
        return all;
    }

    /** {@code n} times the text, with a number each, and commas between. */
    static String list(String item, int n) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            text.append(i == 0 ? "" : ",").append(item.replace("#", "%06d".formatted(i)));
        }
        return text.toString();
    }

    private static void add(List<Dimension> all, String name, IntFunction<ObjectNode> pod) {
        all.add(new Dimension(name, pod));
    }

    private static void ofContainers(List<Dimension> all) {
        containers(all, "plain containers", "{'name':'c#','image':'a:1'}");
        containers(
                all,
                "containers that get a file",
                "{'name':'c#','image':'a:1','envFrom':[{'secretRef':{'name':'s'}}]}");
        containers(
                all,
                "containers with a value that is kept",
                "{'name':'c#','image':'a:1','env':"
                        + "[{'name':'JAVA_TOOL_OPTIONS','value':'-Dalluxio.user.file.readtype.default=NO_CACHE'}]}");
        containers(
                all,
                "containers with a conflict",
                "{'name':'c#','image':'a:1','volumeMounts':" + "[{'name':'v','mountPath':'/opt/domain/x'}]}");
        containers(
                all, "workers", "{'name':'alluxio-worker-#','image':'alluxio/alluxio:2.9.6','args':['worker-only']}");
        containers(
                all,
                "workers with a role by name",
                "{'name':'w#','image':'alluxio/alluxio:2.9.6',"
                        + "'command':['/entrypoint.sh'],'args':['worker'],'env':[{'name':'ALLUXIO_WORKER_JAVA_OPTS','value':'-Da=b'}]}");
        containers(
                all,
                "FUSE containers",
                "{'name':'f#','image':'alluxio/alluxio-fuse:2.9.6','args':['fuse','/mnt','/']}");
        add(
                all,
                "init containers",
                n -> labelledSpec("'initContainers':[" + list("{'name':'i#','image':'a:1'}", n) + "]"));
        add(
                all,
                "init containers of a worker",
                n -> json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{"
                        + "'containers':[{'name':'alluxio-worker','image':'alluxio/alluxio:2.9.6','args':['worker']},"
                        + "{'name':'w2','image':'alluxio/alluxio:2.9.6','args':['worker']}],'initContainers':["
                        + list(
                                "{'name':'i#','image':'a:1','command':['chown'],'volumeMounts':[{'name':'v','mountPath':'/x'}]}",
                                n)
                        + "]}}"));
        add(
                all,
                "mounts of one long path",
                n -> json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':["
                        + list("{'name':'c#','image':'a:1','volumeMounts':[{'name':'v','mountPath':'/opt/domain'}]}", n)
                        + "],'volumes':[{'name':'v','hostPath':{'path':'" + "/x".repeat(20 * n) + "'}}]}}"));
    }

    private static void containers(List<Dimension> all, String name, String container) {
        add(
                all,
                name,
                n -> json("{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':["
                        + list(container, n) + "]}}"));
    }

    private static void ofOneContainer(List<Dimension> all) {
        member(all, "mounts", "'volumeMounts':[%s]", "{'name':'v#','mountPath':'/data/#'}");
        member(all, "mounts below the wanted path", "'volumeMounts':[%s]", "{'name':'v#','mountPath':'/opt/domain/#'}");
        member(all, "mounts at the wanted path", "'volumeMounts':[%s]", "{'name':'v#','mountPath':'/opt/domain'}");
        member(all, "devices", "'volumeDevices':[%s]", "{'name':'v#','devicePath':'/dev/#'}");
        member(all, "env", "'env':[%s]", "{'name':'E#','value':'x'}");
        member(all, "env of one name", "'env':[%s]", "{'name':'JAVA_TOOL_OPTIONS','value':'-Da=#'}");
        member(all, "envFrom", "'envFrom':[%s]", "{'prefix':'X#','secretRef':{'name':'s'}}");
        member(all, "ports", "'ports':[%s]", "{'containerPort':1#}");
        member(all, "words", "'command':[%s]", "'format#'");
        text(all, "options", " -Da#=b");
        text(all, "options of one key", " -Dalluxio.master.hostname=#");
        text(all, "dollars", "$$");
        text(all, "blanks", " ");
        add(
                all,
                "image",
                n -> labelled("'tty':true").path("spec").isObject()
                        ? image("x" + "/alluxio:1.2/".repeat(n) + "\n")
                        : labelled(""));
        add(all, "image with colons", n -> image("alluxio/alluxio" + ":1.2".repeat(n) + "/"));
    }

    private static ObjectNode image(String image) {
        ObjectNode pod = labelled("'args':['fuse']");
        ((ObjectNode) pod.at("/spec/containers/0")).put("image", image);
        return pod;
    }

    private static void member(List<Dimension> all, String name, String member, String item) {
        add(all, name, n -> labelled(member.formatted(list(item, n))));
    }

    private static void text(List<Dimension> all, String name, String part) {
        add(
                all,
                "JAVA_TOOL_OPTIONS of " + name,
                n -> labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'"
                        + list(part, n).replace(",", "") + "'}]"));
    }

    private static void ofSpec(List<Dimension> all) {
        spec(all, "volumes", "'volumes':[%s]", "{'name':'v#','hostPath':{'path':'/p/#'}}");
        spec(all, "volumes of one source", "'volumes':[%s]", "{'name':'v#','hostPath':{'path':'/tmp/alluxio-domain'}}");
        spec(all, "hostAliases", "'hostAliases':[%s]", "{'ip':'10.0.0.8','hostnames':['h#']}");
        spec(all, "hostAliases of no address", "'hostAliases':[%s]", "{'ip':'x#','hostnames':['h#']}");
        spec(all, "host names", "'hostAliases':[{'ip':'10.0.0.7','hostnames':[%s]}]", "'h#'");
        spec(all, "tolerations", "'tolerations':[%s]", "{'key':'k#','operator':'Exists','effect':'NoSchedule'}");
        spec(all, "imagePullSecrets", "'imagePullSecrets':[%s]", "{'name':'s#'}");
        spec(all, "terms", AFFINITY, "{'matchExpressions':[{'key':'disk','operator':'In','values':['ssd','x#']}]}");
        spec(
                all,
                "expressions",
                AFFINITY.formatted("{'matchExpressions':[%s]}"),
                "{'key':'disk','operator':'NotIn','values':['x#']}");
        spec(
                all,
                "values",
                AFFINITY.formatted("{'matchExpressions':[{'key':'disk','operator':'In','values':[%s]}]}"),
                "'x#'");
        spec(all, "malformed env", "'initContainers':[{'name':'" + "x".repeat(60) + "','env':[%s]}]", "7#");
        spec(all, "containers of one name", "'initContainers':[%s]", "{'name':'a'}");
    }

    private static void spec(List<Dimension> all, String name, String member, String item) {
        add(all, name, n -> labelledSpec(member.formatted(list(item, n))));
    }

    private static void ofMetadata(List<Dimension> all) {
        map(all, "annotations", "annotations", "example.com/a#");
        map(all, "unknown annotations", "annotations", "alluxio.io/featurez#");
        map(all, "labels", "labels", "example.com/a#");
        map(all, "unknown labels", "labels", "alluxio.io/injekt#");
        annotation(all, Keys.CONTAINERS, "c#");
        annotation(all, Keys.EXCLUDE_CONTAINERS, "c#");
        annotation(all, Keys.FEATURES, "fuse#");
        annotation(all, AutoscalerMutator.KEY, "v#");
        annotation(all, Keys.PROFILE, "p#");
        annotation(all, Keys.FUSE_PATH, "/../#");
        for (String digest : List.of("", "other")) {
            status(all, digest, "mounts", "'c#':{'/opt/domain':'x'}");
            status(all, digest, "mounts in one container", "'app':{%s}", "'/p/#':'x'");
            status(all, digest, "env", "'app':{%s}", "'E#':'x'");
            status(all, digest, "options", "'app':{%s}", "'JAVA_TOOL_OPTIONS#':'x'");
            status(all, digest, "volumes", "'':{%s}", "'v#':'x'");
            status(all, digest, "initContainers", "'':{%s}", "'v#':'x'");
            status(all, digest, "imagePullSecrets", "'':{%s}", "'v#':'x'");
            status(all, digest, "hostAliases", "'10.0.0.7':{%s}", "'v#':'entry'");
            status(all, digest, "nodeRequirements", "'#':{'disk In ssd':'x'}");
            status(all, digest, "annotations", "'" + AutoscalerMutator.KEY + "':{%s}", "'v#':'x'");
        }
        everythingClaimed(all);
    }

    private static void map(List<Dimension> all, String name, String member, String key) {
        add(all, name, n -> {
            ObjectNode pod = labelled("");
            ObjectNode map = ((ObjectNode) pod.get("metadata")).withObjectProperty(member);
            for (int i = 0; i < n; i++) {
                map.put(key.replace("#", Integer.toString(i)), "v");
            }
            return pod;
        });
    }

    private static void annotation(List<Dimension> all, String key, String item) {
        add(all, "annotation " + key, n -> annotate(labelled(""), key, list(item, n)));
    }

    private static void status(List<Dimension> all, String digest, String kind, String item) {
        status(all, digest, kind, "%s", item);
    }

    /** A status with additions that are not in the pod. */
    private static void status(List<Dimension> all, String digest, String kind, String around, String item) {
        add(
                all,
                "status" + (digest.isEmpty() ? "" : " of another profile") + ": " + kind,
                n -> annotate(
                        labelled(""),
                        Keys.STATUS,
                        status(digest, "'" + kind.split(" ")[0] + "':{" + around.formatted(list(item, n)) + "}")));
    }

    private static String status(String digest, String added) {
        return ("{'schema':1,'result':'injected','profile':'alluxio','digest':'" + digest + "','features':[],'added':{"
                        + added + "},'parents':{}}")
                .replace('\'', '"');
    }

    /** A status of another profile whose additions are all in the pod, so that all are removed. */
    private static void everythingClaimed(List<Dimension> all) {
        String mount = Digests.of(json("{'name':'v','mountPath':'/p'}"));
        add(
                all,
                "status of another profile: claimed mounts",
                n -> annotate(
                        labelledSpec("'initContainers':["
                                + list("{'name':'i#','volumeMounts':[{'name':'v','mountPath':'/p'}]}", n) + "]"),
                        Keys.STATUS,
                        status("other", "'mounts':{" + list("'i#':{'/p':'" + mount + "'}", n) + "}")));
        add(
                all,
                "status of another profile: claimed host names",
                n -> annotate(
                        labelledSpec("'hostAliases':[{'ip':'10.0.0.9','hostnames':[" + list("'h#'", n) + "]}]"),
                        Keys.STATUS,
                        status("other", "'hostAliases':{'10.0.0.9':{" + list("'h#':''", n) + "}}")));
        add(
                all,
                "status of another profile: claimed pull secrets",
                n -> annotate(
                        labelledSpec("'imagePullSecrets':[" + list("{'name':'s#'}", n) + "]"),
                        Keys.STATUS,
                        status("other", "'imagePullSecrets':{'':{" + list("'s#':''", n) + "}}")));
        String expression = Digests.of(json("{'key':'disk','operator':'Exists'}"));
        add(
                all,
                "status of another profile: claimed terms, moved",
                n -> annotate(
                        labelledSpec(AFFINITY.formatted(
                                list("{'matchExpressions':[{'key':'x'},{'key':'disk','operator':'Exists'}]}", n))),
                        Keys.STATUS,
                        status(
                                "other",
                                "'nodeRequirements':{" + list("'9#':{'disk Exists':'" + expression + "'}", n) + "}")));
        add(
                all,
                "status of another profile: claimed names in an annotation",
                n -> annotate(
                        annotate(labelled(""), AutoscalerMutator.KEY, list("v#", n)),
                        Keys.STATUS,
                        status(
                                "other",
                                "'annotations':{'" + AutoscalerMutator.KEY + "':{" + list("'v#':''", n) + "}}")));
        String options = Digests.of("-Da=b");
        add(
                all,
                "status of another profile: claimed options",
                n -> annotate(
                        labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'" + "-Da=b ".repeat(n) + "-Da=b'}]"),
                        Keys.STATUS,
                        status(
                                "other",
                                "'options':{'app':{'JAVA_TOOL_OPTIONS':'" + (options + "+").repeat(n) + options
                                        + "'}}")));
        add(
                all,
                "status of another profile: options that do not fit",
                n -> annotate(
                        labelled("'env':[{'name':'JAVA_TOOL_OPTIONS','value':'" + "-Da=b ".repeat(n) + "'}]"),
                        Keys.STATUS,
                        status("other", "'options':{'app':{'JAVA_TOOL_OPTIONS':'x'}}")));
    }
}
