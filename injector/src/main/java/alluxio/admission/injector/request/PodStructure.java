package alluxio.admission.injector.request;

import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.injector.explain.CappedList;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.request.StructureCheck.ListOf;
import alluxio.admission.injector.request.StructureCheck.Members;
import alluxio.admission.injector.request.StructureCheck.Text;
import alluxio.admission.injector.request.StructureCheck.Texts;
import alluxio.admission.injector.request.StructureCheck.Whole;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Excerpt;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Finds what has the wrong type among the parts of a pod that an injection reads, and containers that share a name. The
 * API server has decoded the pod before it asks us, a file on the command line nobody has. Null is right everywhere: it means the same as missing.
 */
public final class PodStructure {
    private static final StructureCheck TEXT = new Text();
    private static final StructureCheck NUMBERED = new Members(Map.of("runAsUser", new Whole()));
    private static final StructureCheck CONTAINERS = new ListOf(new Members(Map.ofEntries(
            Map.entry("name", TEXT),
            Map.entry("image", TEXT),
            Map.entry("imagePullPolicy", TEXT),
            Map.entry("restartPolicy", TEXT),
            Map.entry("securityContext", NUMBERED),
            Map.entry("command", new ListOf(TEXT)),
            Map.entry("args", new ListOf(TEXT)),
            Map.entry(
                    "env",
                    new ListOf(new Members(Map.of("name", TEXT, "value", TEXT, "valueFrom", new Members(Map.of()))))),
            Map.entry("envFrom", new ListOf(new Members(Map.of("prefix", TEXT)))),
            Map.entry("volumeDevices", new ListOf(new Members(Map.of("name", TEXT, "devicePath", TEXT)))),
            Map.entry(
                    "volumeMounts",
                    new ListOf(new Members(Map.of(
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
    private static final StructureCheck VOLUMES = new ListOf(new Members(Map.of(
            "name", TEXT,
            "hostPath", new Members(Map.of("path", TEXT, "type", TEXT)),
            "secret", new Members(Map.of("secretName", TEXT, "items", new ListOf(new Members(Map.of())))),
            "downwardAPI", new Members(Map.of("items", new ListOf(new Members(Map.of())))))));
    private static final StructureCheck NODE_TERMS = new ListOf(new Members(Map.of(
            "matchFields",
            new ListOf(new Members(Map.of())),
            "matchExpressions",
            new ListOf(new Members(Map.of("key", TEXT, "operator", TEXT, "values", new ListOf(TEXT)))))));
    private static final StructureCheck AFFINITY = new Members(Map.of(
            "nodeAffinity",
            new Members(Map.of(
                    "requiredDuringSchedulingIgnoredDuringExecution",
                    new Members(Map.of("nodeSelectorTerms", NODE_TERMS))))));
    private static final StructureCheck SPEC = new Members(Map.ofEntries(
            Map.entry("volumes", VOLUMES),
            Map.entry("containers", CONTAINERS),
            Map.entry("initContainers", CONTAINERS),
            Map.entry("ephemeralContainers", CONTAINERS),
            Map.entry("hostAliases", new ListOf(new Members(Map.of("ip", TEXT, "hostnames", new ListOf(TEXT))))),
            Map.entry("nodeSelector", new Texts()),
            Map.entry("affinity", AFFINITY),
            Map.entry("nodeName", TEXT),
            Map.entry("runtimeClassName", TEXT),
            Map.entry("dnsPolicy", TEXT),
            Map.entry("dnsConfig", new Members(Map.of("nameservers", new ListOf(TEXT), "searches", new ListOf(TEXT)))),
            Map.entry("hostnameOverride", TEXT),
            Map.entry("securityContext", NUMBERED),
            Map.entry("imagePullSecrets", new ListOf(new Members(Map.of("name", TEXT)))),
            Map.entry("os", new Members(Map.of("name", TEXT)))));
    private static final StructureCheck POD = new Members(Map.of(
            "metadata",
            new Members(Map.of("labels", new Texts(), "annotations", new Texts(), "deletionTimestamp", TEXT)),
            "spec",
            SPEC));

    /** The longest name of a container that Kubernetes takes: a DNS label. Messages and the status repeat it. */
    private static final int MAX_NAME = 63;

    private PodStructure() {}

    /** @param budget spent by what is looked at */
    public static List<Refusal> check(JsonNode pod, Budget budget) {
        CappedList<Refusal> refusals = new CappedList<>();
        POD.check(pod, StructureCheck.Trail.ROOT, refusals, budget);
        if (refusals.all().isEmpty() && !pod.path("spec").isObject()) {
            refusals.add(
                    new Refusal(StructureCheck.RULE, "spec", "spec is missing: a pod needs at least one container"));
        }
        if (refusals.all().isEmpty()) {
            checkNames(pod.path("spec"), refusals);
        }
        return Refusal.told(refusals);
    }

    /** What was added to a container is known again by the container's name. Kubernetes refuses such pods too, but later. */
    private static void checkNames(JsonNode spec, CappedList<Refusal> refusals) {
        Set<String> names = new HashSet<>();
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : spec.path(list)) {
                if (container.isObject()) {
                    String name = container.path("name").stringValue("");
                    whatIsWrong(name, names)
                            .ifPresent(problem -> refusals.add(new Refusal(
                                    StructureCheck.RULE,
                                    name.isEmpty()
                                            ? FieldPath.member("spec", list)
                                            : FieldPath.keyed(FieldPath.member("spec", list), "name", Excerpt.of(name)),
                                    problem + "; give each container of the pod a name of its own")));
                }
            }
        }
    }

    private static Optional<String> whatIsWrong(String name, Set<String> names) {
        if (name.isEmpty()) {
            return Optional.of("a container has no name");
        }
        if (name.length() > MAX_NAME) {
            return Optional.of(
                    "the name of a container has " + name.length() + " characters, and Kubernetes takes " + MAX_NAME);
        }
        return names.add(name) ? Optional.empty() : Optional.of("two containers have the name \"" + name + "\"");
    }
}
