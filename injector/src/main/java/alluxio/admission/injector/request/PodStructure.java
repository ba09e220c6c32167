package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.BoundedUniqueList;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.request.StructureSchema.ListOf;
import alluxio.admission.injector.request.StructureSchema.ObjectOf;
import alluxio.admission.injector.request.StructureSchema.TextMap;
import alluxio.admission.injector.request.StructureSchema.TextValue;
import alluxio.admission.injector.request.StructureSchema.WholeNumber;
import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.FieldPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Finds parts of a pod that have the wrong type, among those that an injection reads, and containers that share a name. The API
 * server has checked a pod before it calls the webhook, but the command line reads any file. Null is valid everywhere: it means the
 * same as missing.
 */
public final class PodStructure {
    private static final StructureSchema TEXT = new TextValue();
    private static final StructureSchema SECURITY_CONTEXT = new ObjectOf(Map.of("runAsUser", new WholeNumber()));
    private static final StructureSchema CONTAINERS = new ListOf(new ObjectOf(Map.ofEntries(
            Map.entry("name", TEXT),
            Map.entry("image", TEXT),
            Map.entry("imagePullPolicy", TEXT),
            Map.entry("restartPolicy", TEXT),
            Map.entry("securityContext", SECURITY_CONTEXT),
            Map.entry("command", new ListOf(TEXT)),
            Map.entry("args", new ListOf(TEXT)),
            Map.entry(
                    "env",
                    new ListOf(new ObjectOf(Map.of("name", TEXT, "value", TEXT, "valueFrom", new ObjectOf(Map.of()))))),
            Map.entry("envFrom", new ListOf(new ObjectOf(Map.of("prefix", TEXT)))),
            Map.entry("volumeDevices", new ListOf(new ObjectOf(Map.of("name", TEXT, "devicePath", TEXT)))),
            Map.entry(
                    "volumeMounts",
                    new ListOf(new ObjectOf(Map.of(
                            "name",
                            TEXT,
                            "mountPath",
                            TEXT,
                            "subPath",
                            TEXT,
                            "subPathExpr",
                            TEXT,
                            "mountPropagation",
                            TEXT)))))));
    private static final StructureSchema VOLUMES = new ListOf(new ObjectOf(Map.of(
            "name", TEXT,
            "hostPath", new ObjectOf(Map.of("path", TEXT, "type", TEXT)),
            "secret", new ObjectOf(Map.of("secretName", TEXT, "items", new ListOf(new ObjectOf(Map.of())))),
            "downwardAPI", new ObjectOf(Map.of("items", new ListOf(new ObjectOf(Map.of())))))));
    private static final StructureSchema NODE_TERMS = new ListOf(new ObjectOf(Map.of(
            "matchFields",
            new ListOf(new ObjectOf(Map.of())),
            "matchExpressions",
            new ListOf(new ObjectOf(Map.of("key", TEXT, "operator", TEXT, "values", new ListOf(TEXT)))))));
    private static final StructureSchema POD_TERMS = new ListOf(new ObjectOf(Map.of(
            "topologyKey",
            TEXT,
            "namespaces",
            new ListOf(TEXT),
            "labelSelector",
            new ObjectOf(
                    Map.of("matchLabels", new TextMap(), "matchExpressions", new ListOf(new ObjectOf(Map.of())))))));
    private static final StructureSchema AFFINITY = new ObjectOf(Map.of(
            "podAffinity",
            new ObjectOf(Map.of("requiredDuringSchedulingIgnoredDuringExecution", POD_TERMS)),
            "nodeAffinity",
            new ObjectOf(Map.of(
                    "requiredDuringSchedulingIgnoredDuringExecution",
                    new ObjectOf(Map.of("nodeSelectorTerms", NODE_TERMS))))));
    private static final StructureSchema SPEC = new ObjectOf(Map.ofEntries(
            Map.entry("volumes", VOLUMES),
            Map.entry("containers", CONTAINERS),
            Map.entry("initContainers", CONTAINERS),
            Map.entry("ephemeralContainers", CONTAINERS),
            Map.entry("hostAliases", new ListOf(new ObjectOf(Map.of("ip", TEXT, "hostnames", new ListOf(TEXT))))),
            Map.entry("nodeSelector", new TextMap()),
            Map.entry("affinity", AFFINITY),
            Map.entry("nodeName", TEXT),
            Map.entry("runtimeClassName", TEXT),
            Map.entry("dnsPolicy", TEXT),
            Map.entry("dnsConfig", new ObjectOf(Map.of("nameservers", new ListOf(TEXT), "searches", new ListOf(TEXT)))),
            Map.entry("hostnameOverride", TEXT),
            Map.entry("securityContext", SECURITY_CONTEXT),
            Map.entry("imagePullSecrets", new ListOf(new ObjectOf(Map.of("name", TEXT)))),
            Map.entry("os", new ObjectOf(Map.of("name", TEXT)))));
    private static final StructureSchema POD = new ObjectOf(Map.of(
            "metadata",
            new ObjectOf(Map.of("labels", new TextMap(), "annotations", new TextMap(), "deletionTimestamp", TEXT)),
            "spec",
            SPEC));

    /** The longest name of a container that Kubernetes allows: a DNS label. Messages and the status repeat the name. */
    private static final int MAX_NAME = 63;

    private PodStructure() {}

    /**
     * Checks a pod; returns no refusal if it is well-formed.
     *
     * @param budget spent by what is read
     */
    public static List<Refusal> check(JsonNode pod, Budget budget) {
        BoundedUniqueList<Refusal> refusals = new BoundedUniqueList<>();
        POD.check(pod, StructureSchema.FieldTrail.ROOT, refusals, budget);
        if (refusals.items().isEmpty() && !pod.path("spec").isObject()) {
            refusals.add(
                    new Refusal(StructureSchema.RULE, "spec", "spec is missing; add one with at least one container"));
        }
        if (refusals.items().isEmpty()) {
            checkNames(pod.path("spec"), refusals);
        }
        return Refusal.withOverflow(refusals);
    }

    /** The status identifies containers by name. Kubernetes refuses such pods, too, but later. */
    private static void checkNames(JsonNode spec, BoundedUniqueList<Refusal> refusals) {
        Map<String, ContainerPlace> places = new HashMap<>();
        for (String list : List.of("initContainers", "containers")) {
            JsonNode containers = spec.path(list);
            for (int i = 0; i < containers.size(); i++) {
                if (containers.get(i).isObject()) {
                    String name = containers.get(i).path("name").stringValue("");
                    ContainerPlace place = new ContainerPlace(list, i);
                    String problem = nameProblem(name, place, places);
                    if (!problem.isEmpty()) {
                        refusals.add(new Refusal(StructureSchema.RULE, place.toString(), place + problem));
                    }
                }
            }
        }
    }

    /** Where a container stands; converted to text only for a message. */
    private record ContainerPlace(String list, int index) {
        @Override
        public String toString() {
            return FieldPath.indexed(FieldPath.member("spec", list), index);
        }
    }

    /**
     * What is wrong with a name, as the end of a sentence; "" if nothing is.
     *
     * @param places of the containers so far by their names, the first of each
     */
    private static String nameProblem(String name, ContainerPlace place, Map<String, ContainerPlace> places) {
        if (name.isEmpty()) {
            return " has no name; give each container of the pod a unique name";
        }
        if (name.length() > MAX_NAME) {
            return " has a name of " + name.length() + " characters, and Kubernetes allows " + MAX_NAME
                    + "; shorten it";
        }
        ContainerPlace first = places.putIfAbsent(name, place);
        return first == null
                ? ""
                : " has the name \"" + name + "\", as " + first + " has; give each container of the pod a unique name";
    }
}
