package alluxio.admission.app.linear;

import static alluxio.admission.app.linear.Trees.items;
import static alluxio.admission.app.linear.Trees.members;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Every list and map of a pod that may grow. */
final class PodDimensions {
    private static final String FIRST = "/spec/containers/0";

    private PodDimensions() {}

    static List<Dimension> all() {
        List<Dimension> all = new ArrayList<>();
        of(all, "client", Trees::client);
        of(all, "worker", Trees::worker);
        all.add(new Dimension("worker containers", n -> items(Trees.worker(), "/spec/containers", """
                        {'name':'alluxio-worker-#','image':'alluxio/alluxio:2.9.6','args':['worker-only'],
                         'ports':[{'containerPort':29999}],
                         'env':[{'name':'ALLUXIO_WORKER_JAVA_OPTS','value':'-Dalluxio.worker.rpc.port=29999'}],
                         'volumeMounts':[{'name':'domain','mountPath':'/opt/domain'}]}""", n)));
        all.add(new Dimension(
                "containers of a labelled worker", n -> items(label(Trees.worker()), "/spec/containers", APP, n)));
        return all;
    }

    private static final String APP = """
            {'name':'c#','image':'registry.example/app:1','env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g -Da=#'}],
             'volumeMounts':[{'name':'data','mountPath':'/data'}]}""";

    private static ObjectNode label(ObjectNode pod) {
        ((ObjectNode) pod.at("/metadata/labels")).put("alluxio.io/inject", "true");
        return pod;
    }

    private static void of(List<Dimension> all, String who, Supplier<ObjectNode> pod) {
        list(all, who, pod, "containers", "/spec/containers", APP);
        list(all, who, pod, "bare containers", "/spec/containers", "{'name':'c#'}");
        list(all, who, pod, "init containers", "/spec/initContainers", APP);
        list(all, who, pod, "sidecars", "/spec/initContainers", "{'name':'s#','image':'a:1','restartPolicy':'Always'}");
        list(all, who, pod, "ephemeral containers", "/spec/ephemeralContainers", "{'name':'e#','image':'a:1'}");
        list(all, who, pod, "mounts", FIRST + "/volumeMounts", "{'name':'data','mountPath':'/data/#'}");
        list(all, who, pod, "mounts at one path", FIRST + "/volumeMounts", "{'name':'v#','mountPath':'/opt/domain'}");
        list(
                all,
                who,
                pod,
                "mounts of volumes that the webhook adds",
                FIRST + "/volumeMounts",
                "{'name':'alluxio-domain','mountPath':'/m#'}");
        list(all, who, pod, "devices", FIRST + "/volumeDevices", "{'name':'d#','devicePath':'/dev/d#'}");
        list(all, who, pod, "volumes", "/spec/volumes", "{'name':'v#','emptyDir':{}}");
        list(all, who, pod, "volumes of one name", "/spec/volumes", "{'name':'v','hostPath':{'path':'/p#'}}");
        list(
                all,
                who,
                pod,
                "volumes of one directory",
                "/spec/volumes",
                "{'name':'v#','hostPath':{'path':'/tmp/alluxio-domain'}}");
        list(all, who, pod, "env", FIRST + "/env", "{'name':'E#','value':'x'}");
        list(all, who, pod, "env of one name", FIRST + "/env", "{'name':'E','value':'x#'}");
        list(all, who, pod, "env references", FIRST + "/env", "{'name':'E#','value':'$(JAVA_TOOL_OPTIONS)$(E000000)'}");
        list(all, who, pod, "undefined references", FIRST + "/env", "{'name':'E#','value':'$(NO#)'}");
        list(
                all,
                who,
                pod,
                "Alluxio's own variables",
                FIRST + "/env",
                "{'name':'ALLUXIO_X#_JAVA_OPTS','value':'-Dalluxio.a#=1'}");
        list(
                all,
                who,
                pod,
                "fields as env",
                FIRST + "/env",
                "{'name':'E#','valueFrom':{'fieldRef':{'fieldPath':'status.hostIP'}}}");
        list(all, who, pod, "envFrom", FIRST + "/envFrom", "{'configMapRef':{'name':'m#'}}");
        list(all, who, pod, "ports", FIRST + "/ports", "{'name':'p#','containerPort':29999}");
        list(
                all,
                who,
                pod,
                "host ports",
                FIRST + "/ports",
                "{'containerPort':29999,'hostPort':29999,'protocol':'TCP'}");
        list(all, who, pod, "hostAliases", "/spec/hostAliases", "{'ip':'10.0.0.7','hostnames':['h#']}");
        list(
                all,
                who,
                pod,
                "hostAliases that conflict",
                "/spec/hostAliases",
                "{'ip':'10.1.#','hostnames':['namenode']}");
        list(all, who, pod, "tolerations", "/spec/tolerations", "{'key':'k#','operator':'Exists'}");
        list(all, who, pod, "pull secrets", "/spec/imagePullSecrets", "{'name':'s#'}");
        list(
                all,
                who,
                pod,
                "node selector terms",
                "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms",
                "{'matchExpressions':[{'key':'k','operator':'In','values':['v#']}]}");
        list(
                all,
                who,
                pod,
                "expressions of a term",
                "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions",
                "{'key':'k#','operator':'Exists'}");
        list(
                all,
                who,
                pod,
                "pod anti-affinity terms",
                "/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution",
                "{'topologyKey':'kubernetes.io/hostname','labelSelector':{'matchLabels':{'a':'b#'}}}");
        list(
                all,
                who,
                pod,
                "owner references",
                "/metadata/ownerReferences",
                "{'apiVersion':'v1','kind':'Node','name':'n#','uid':'u'}");
        list(all, who, pod, "managed fields", "/metadata/managedFields", "{'manager':'m#','fieldsV1':{'f:spec':{}}}");
        list(all, who, pod, "readiness gates", "/spec/readinessGates", "{'conditionType':'a.b/#'}");
        map(all, who, pod, "annotations", "/metadata/annotations", "example.com/a#", "v#");
        map(all, who, pod, "unknown keys", "/metadata/annotations", "alluxio.io/a#", "v#");
        map(all, who, pod, "unknown labels of the webhook's prefix", "/metadata/labels", "alluxio.io/b#", "v#");
        map(all, who, pod, "labels", "/metadata/labels", "example.com/b#", "v#");
    }

    private static void list(
            List<Dimension> all, String who, Supplier<ObjectNode> pod, String name, String pointer, String item) {
        all.add(new Dimension(who + ": " + name, n -> items(with(pod.get(), pointer), pointer, item, n)));
    }

    private static void map(
            List<Dimension> all,
            String who,
            Supplier<ObjectNode> pod,
            String name,
            String pointer,
            String key,
            String value) {
        all.add(new Dimension(who + ": " + name, n -> members(pod.get(), pointer, key, value, n)));
    }

    /** Affinity is there only where its terms are what grows. */
    private static ObjectNode with(ObjectNode pod, String pointer) {
        if (pointer.startsWith("/spec/affinity/node")) {
            ObjectNode required = ((ObjectNode) pod.at("/spec"))
                    .putObject("affinity")
                    .putObject("nodeAffinity")
                    .putObject("requiredDuringSchedulingIgnoredDuringExecution");
            if (pointer.endsWith("matchExpressions")) {
                required.putArray("nodeSelectorTerms").addObject().putArray("matchExpressions");
            } else {
                required.putArray("nodeSelectorTerms");
            }
        } else if (pointer.startsWith("/spec/affinity")) {
            ((ObjectNode) pod.at("/spec"))
                    .putObject("affinity")
                    .putObject("podAntiAffinity")
                    .putArray("requiredDuringSchedulingIgnoredDuringExecution");
        }
        return pod;
    }
}
