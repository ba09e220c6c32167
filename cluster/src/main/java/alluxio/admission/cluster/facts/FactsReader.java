package alluxio.admission.cluster.facts;

import alluxio.admission.cluster.ApiRequests;
import alluxio.admission.cluster.ApiRequests.ApiAnswer;
import alluxio.admission.cluster.facts.ClusterFacts.ServerFacts;
import alluxio.admission.cluster.facts.ClusterFacts.TrialPod;
import alluxio.admission.model.kube.JsonNodes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the facts of a cluster, with the caller's rights. A right that is missing costs only what it was for. Blocks; used by one
 * thread.
 */
public final class FactsReader {
    /** Requests to pods, at most, beside those to the webhook's own; of a larger cluster, a sample of the workers is asked. */
    static final int MOST_ANSWERS = 300;

    private static final List<ReadableKind> OF_CLUSTER = List.of(
            ReadableKind.NODE,
            ReadableKind.PERSISTENT_VOLUME,
            ReadableKind.MUTATING_WEBHOOKS,
            ReadableKind.VALIDATING_WEBHOOKS,
            ReadableKind.ADMISSION_POLICY,
            ReadableKind.ADMISSION_POLICY_BINDING);
    private static final List<ReadableKind> OF_ALL_NAMESPACES =
            List.of(ReadableKind.POD, ReadableKind.DEPLOYMENT, ReadableKind.STATEFUL_SET, ReadableKind.DAEMON_SET);
    private static final List<ReadableKind> OF_SOME_NAMESPACES =
            List.of(ReadableKind.SERVICE, ReadableKind.CONFIG_MAP, ReadableKind.CLAIM);

    /** Told what is read now. */
    @FunctionalInterface
    public interface ReadingProgress {
        void at(String what, int done, int total);
    }

    /** The API server did not answer. */
    public static final class NotReachedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotReachedException(String why) {
            super(why);
        }
    }

    /**
     * What to read.
     *
     * @param namespace of the installation; empty: found by its webhooks
     * @param own the namespace of the kubeconfig's context
     * @param url of the API server, for messages
     */
    public record ReadingPlan(Optional<String> namespace, String own, String url, Extent extent) {}

    /** How much is read. */
    public enum Extent {
        /** Lists of objects. */
        OBJECTS,
        /** What pods answer, some Secrets, and a dry run of an opted-in pod, too. */
        ALL
    }

    private final ApiRequests api;
    private final InstantSource clock;
    private final ReadingProgress progress;

    public FactsReader(ApiRequests api, InstantSource clock, ReadingProgress progress) {
        this.api = api;
        this.clock = clock;
        this.progress = progress;
    }

    /** @throws NotReachedException when there is no answer at all */
    public ClusterFacts read(ReadingPlan plan) throws NotReachedException {
        progress.at("reading the API server's version", 0, 0);
        ApiAnswer version = api.get("/version");
        if (version.isUnreached()) {
            throw new NotReachedException(version.body());
        }
        ListReader plain = new ListReader(api, new ObjectTrim(Map.of()));
        String named = JsonNodes.text(version.json(), "gitVersion");
        ObjectFacts objects = objects(plain, plan);
        ServerFacts server = new ServerFacts(plan.url(), named, plan.own());
        if (plan.extent() == Extent.OBJECTS) {
            return new ClusterFacts(server, objects, Map.of(), Map.of(), Optional.empty(), clock.instant());
        }
        List<Installation> installations = Installation.find(objects);
        SecretReader secrets = new SecretReader(api);
        Optional<TrialPod> trial = installations.isEmpty() ? Optional.empty() : new TrialRequest(api).run(plan.own());
        return new ClusterFacts(
                server,
                objects,
                answers(objects, installations),
                secrets.read(objects, installations),
                trial,
                clock.instant());
    }

    private ObjectFacts objects(ListReader plain, ReadingPlan plan) {
        Map<ReadableKind, KindListing> listings = new EnumMap<>(ReadableKind.class);
        Set<String> own = new TreeSet<>(Set.of(plan.own()));
        plan.namespace().ifPresent(own::add);
        step("namespaces", listings);
        listings.put(ReadableKind.NAMESPACE, plain.everywhere(ReadableKind.NAMESPACE, "", Set.of()));
        ListReader trimming = new ListReader(api, new ObjectTrim(labels(listings.get(ReadableKind.NAMESPACE))));
        for (ReadableKind kind : OF_CLUSTER) {
            step(kind.plural(), listings);
            listings.put(kind, plain.everywhere(kind, "", Set.of()));
        }
        own.addAll(installedIn(new ObjectFacts(listings)));
        for (ReadableKind kind : OF_ALL_NAMESPACES) {
            step(kind.plural(), listings);
            listings.put(kind, trimming.everywhere(kind, "", own));
        }
        step(ReadableKind.EVENT.plural(), listings);
        listings.put(ReadableKind.EVENT, plain.everywhere(ReadableKind.EVENT, "fieldSelector=type%3DWarning", own));
        ObjectFacts first = new ObjectFacts(listings);
        Set<String> some = new LinkedHashSet<>(installedIn(first));
        RunningAlluxio.find(first).forEach(alluxio -> some.add(alluxio.namespace()));
        plan.namespace().ifPresent(some::add);
        for (ReadableKind kind : OF_SOME_NAMESPACES) {
            step(kind.plural(), listings);
            listings.put(kind, plain.in(kind, "", some));
        }
        return new ObjectFacts(listings);
    }

    private void step(String what, Map<ReadableKind, KindListing> done) {
        progress.at("listing " + what, done.size(), ReadableKind.values().length);
    }

    private static Set<String> installedIn(ObjectFacts objects) {
        Set<String> namespaces = new TreeSet<>();
        Installation.find(objects).forEach(installation -> namespaces.add(installation.namespace()));
        return namespaces;
    }

    private static Map<String, Map<String, String>> labels(KindListing namespaces) {
        Map<String, Map<String, String>> labels = new HashMap<>();
        namespaces.objects().forEach(each -> labels.put(ObjectNames.name(each), ObjectNames.labels(each)));
        return labels;
    }

    private Map<PodRequest, PodAnswer> answers(ObjectFacts objects, List<Installation> installations) {
        List<PodRequest> asked = new ArrayList<>();
        installations.forEach(installation -> installation.pods().stream()
                .limit(MOST_ANSWERS)
                .forEach(pod -> Installation.readiness(pod).ifPresent(asked::add)));
        List<RunningAlluxio> alluxios = RunningAlluxio.find(objects);
        List<PodRequest> masters = RequestSample.of(
                alluxios.stream().map(AlluxioRequests::ofMasters).toList(), MOST_ANSWERS / 2);
        asked.addAll(masters);
        asked.addAll(RequestSample.of(
                alluxios.stream().map(AlluxioRequests::ofWorkers).toList(), MOST_ANSWERS - masters.size()));
        Map<PodRequest, PodAnswer> answers = new LinkedHashMap<>();
        PodProxy proxy = new PodProxy(api);
        for (PodRequest request : asked) {
            progress.at("asking pods", answers.size(), asked.size());
            answers.put(request, proxy.get(request));
        }
        return answers;
    }
}
