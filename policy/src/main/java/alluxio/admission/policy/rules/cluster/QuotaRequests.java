package alluxio.admission.policy.rules.cluster;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.LimitRanges;
import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.model.kube.PodTotal;
import alluxio.admission.model.kube.Quantity;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerStage;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The quotas of the namespace let Alluxio's pods in.
 *
 * <p><b>Restricted fields:</b> {@code resources} of the containers of Alluxio's pods, and {@code replicas}, where a ResourceQuota of
 * the namespace without scopes is seen that limits cpu or memory.
 *
 * <p><b>Allowed values:</b> each container of the pod has the request or the limit that the quota counts, by itself or by a
 * default of a LimitRange; and all replicas together ask for no more than the quota allows. For an object that is created, what
 * others use already ({@code status.used}) counts too; of one that exists, that would count its own pods. It is a warning, as a
 * quota may be changed.
 *
 * <p><b>Why:</b> the API server checks pods only: a DaemonSet is accepted, and its pods are refused later ("must specify
 * limits.memory"), which only its events say.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: the ResourceQuota may be changed next.
 *
 * <p><b>Source:</b> the admission plugin {@code ResourceQuota} of the API server; the manifests of Alluxio 2.1 and 2.2 have no
 * resources.
 */
public final class QuotaRequests implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "quota-requests",
                    "The API server refuses pods that the quota does not allow, so a workload misses them.")
            .forAnyRelease("the API server counts the pod against the quota, whatever runs in it");

    /**
     * What a quota counts.
     *
     * @param names that the quota has for it
     */
    private record Counted(String member, String resource, List<String> names) {

        Optional<Quantity> of(JsonNode container, NamespaceLimits limits) {
            LimitRanges ranges = limits.ranges();
            return member.equals("limits") ? ranges.limit(container, resource) : ranges.request(container, resource);
        }
    }

    private static final List<Counted> COUNTED = List.of(
            new Counted("requests", "cpu", List.of("requests.cpu", "cpu")),
            new Counted("requests", "memory", List.of("requests.memory", "memory")),
            new Counted("limits", "cpu", List.of("limits.cpu")),
            new Counted("limits", "memory", List.of("limits.memory")));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Optional<Pod> pod = object.pod().filter(p -> Iterables.any(p.containers(), Container::isOfAlluxio));
        if (pod.isEmpty()) {
            return;
        }
        List<ObjectNode> all = object.view().list("ResourceQuota", object.namespace());
        List<ObjectNode> quotas = all.subList(0, Math.min(all.size(), NamespaceLimits.MOST_READ));
        for (Counted counted : COUNTED) {
            for (ObjectNode node : quotas) {
                Field root = Field.root(node, object.root().budget());
                Field spec = root.at("spec");
                boolean isScoped =
                        spec.at("scopes").exists() || spec.at("scopeSelector").exists();
                Optional<Field> hard = Iterables.firstPresent(
                        counted.names,
                        name -> Optional.of(spec.at("hard", name)).filter(Field::exists));
                if (!isScoped && hard.isPresent()) {
                    ObjectReference by = ObjectReference.of("ResourceQuota", object.namespace(), node);
                    Field used = root.at("status", "used", hard.get().name());
                    Quota quota = new Quota(by, hard.get(), exists(object) ? BigDecimal.ZERO : amount(used), used);
                    if (check(object, pod.get(), counted, quota, findings)) {
                        break; // another quota of the same says nothing new
                    }
                }
            }
        }
    }

    /** @param used by others, and the field that says so */
    private record Quota(ObjectReference by, Field hard, BigDecimal used, Field shownUse) {}

    /** Whether it has been created already, so that its pods are among those that use the quota. */
    private static boolean exists(ReviewedObject object) {
        return object.isUpdate()
                || object.root().at("metadata", "resourceVersion").exists();
    }

    private static BigDecimal amount(Field field) {
        return NamespaceLimits.amount(field).map(Quantity::amount).orElse(BigDecimal.ZERO);
    }

    /** Whether it has found something. */
    private static boolean check(ReviewedObject object, Pod pod, Counted counted, Quota quota, Findings findings) {
        NamespaceLimits limits = NamespaceLimits.of(object);
        String name = counted.member + "." + counted.resource;
        for (Container container : pod.containers()) {
            if (container.stage() == ContainerStage.EPHEMERAL) {
                continue;
            }
            Optional<Quantity> amount = counted.of(container.field().node(), limits);
            if (amount.isEmpty()) {
                findings.at(container, container.field().at("resources", counted.member, counted.resource))
                        .restingOn(quota.by)
                        .found("no " + name + ", and " + quota.by + ", for which every container must have it")
                        .wanted(name)
                        .fix("add " + counted.resource + " to resources." + counted.member);
                return true;
            }
        }
        int pods = ObjectKind.REPLICATED.contains(object.kind()) ? object.replicas() : 1;
        Quantity sum = PodTotal.of(
                nodes(pod.spec().at("initContainers")), nodes(pod.spec().at("containers")), c -> counted.of(c, limits));
        BigDecimal all = sum.amount().multiply(BigDecimal.valueOf(pods)).add(quota.used);
        Optional<Quantity> allowed = NamespaceLimits.amount(quota.hard);
        boolean tooMuch =
                allowed.filter(most -> all.compareTo(most.amount()) > 0).isPresent();
        if (tooMuch && pods > 0) {
            report(object, pod, counted, quota, pods, findings);
        }
        return tooMuch;
    }

    private static void report(
            ReviewedObject object, Pod pod, Counted counted, Quota quota, int pods, Findings findings) {
        boolean isUsed = quota.used.signum() > 0;
        String allows = quota.by + " allows: " + quota.hard.shown()
                + (isUsed ? ", of which others use " + quota.shownUse.shown() + " already" : "");
        findings.at(pods > 1 ? object.root().at("spec", "replicas") : pod.spec().at("containers"))
                .restingOn(quota.by)
                .found((pods > 1 ? pods + " pods that together have more " : "more ") + counted.member + "."
                        + counted.resource + " than " + allows)
                .wanted("at most " + quota.hard.shown() + " in the namespace"
                        + (isUsed ? ", with what others use" : ""))
                .fix("ask for less " + counted.resource + ", or raise " + quota.hard.name() + " of " + quota.by);
    }

    private static List<JsonNode> nodes(Field list) {
        return Iterables.map(list.items(), Field::node);
    }
}
