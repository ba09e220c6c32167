package alluxio.admission.injector;

import alluxio.admission.model.AdmissionConfiguration;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Profile;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides what becomes of a pod. A pure function of the request and the configuration it was made with; safe for use by
 * many threads. Total: whatever the tree holds, there is a decision.
 */
public final class Injector {
    private record Step(Feature feature, Mutator mutator) {}

    /** In this order: short-circuit says which property its clients need, and that comes before the profile's own. */
    private static final List<Step> STEPS = List.of(
            new Step(Feature.SHORT_CIRCUIT, new ShortCircuitMutator()),
            new Step(Feature.SHORT_CIRCUIT, new OwnShortCircuitMutator()),
            new Step(Feature.FUSE, new FuseMutator()),
            new Step(Feature.HDFS, new HdfsMutator()),
            new Step(Feature.HOST_ALIASES, new HostAliasesMutator()));

    private final AdmissionConfiguration configuration;
    private final Map<String, String> profileDigests = new LinkedHashMap<>();
    private final JsonMapper mapper = JsonMapper.shared();

    public Injector(AdmissionConfiguration configuration) {
        this.configuration = configuration;
        configuration.profiles().forEach((name, profile) -> profileDigests.put(name, Digests.of(profile.toString())));
    }

    public Decision decide(InjectionRequest request) {
        ObjectNode pod = request.pod();
        JsonNode label = pod.path("metadata").path("labels").get(Keys.INJECT);
        if (label == null && !request.namespaceOptedIn()) {
            return new Decision.NotAsked("neither the pod nor its namespace has the label " + Keys.INJECT);
        }
        if (label != null && label.isString() && label.stringValue().equals("false")) {
            return new Decision.NotAsked("the pod's label " + Keys.INJECT + " is \"false\"");
        }
        List<Refusal> malformed = PodShape.check(pod);
        if (!malformed.isEmpty()) {
            return new Decision.Refused(malformed, List.of());
        }
        return label == null || label.stringValue("").equals("true") ? inject(pod, label == null) : badLabel(label);
    }

    private static Decision badLabel(JsonNode label) {
        return new Decision.Refused(
                List.of(new Refusal(
                        "inject-label",
                        "metadata.labels[" + Keys.INJECT + "]",
                        "label " + Keys.INJECT + " is \"" + label.stringValue("")
                                + "\"; allowed: \"true\", \"false\"")),
                List.of());
    }

    private Decision inject(ObjectNode pod, boolean byNamespace) {
        PodView view = PodView.of(pod);
        if (view.isMirror()) {
            return new Decision.NotAsked("a mirror pod: the kubelet runs it from a file of the node");
        }
        if (byNamespace && view.isAlluxiosOwn()) {
            return new Decision.NotAsked(
                    "a pod of Alluxio's own, which a namespace's label never touches; label the pod itself");
        }
        Report report = new Report(configuration.injection().onConflict());
        Optional<PodSettings> settings =
                new PodSettingsReader(configuration, view.annotations(), view.labels(), report).read();
        if (settings.isEmpty() || !report.refusals().isEmpty()) {
            return new Decision.Refused(report.refusals(), report.notes());
        }
        Optional<String> skip = view.whyNot(settings.get());
        return skip.isPresent() ? skipped(view, skip.get(), report) : injected(view, settings.get(), report);
    }

    private Decision injected(PodView view, PodSettings settings, Report report) {
        Profile profile = settings.profile();
        StatusRecorder recorder = new StatusRecorder(
                Optional.ofNullable(view.annotations().get(Keys.STATUS)).flatMap(text -> Status.parse(mapper, text)));
        PatchBuilder patch = new PatchBuilder(view.pod(), recorder);
        Injection injection = start(patch, settings, recorder, report, view);
        Set<String> applied = new LinkedHashSet<>();
        for (Step step : STEPS) {
            if (!settings.features().contains(step.feature())) {
                continue;
            }
            if (!view.offers(step.feature())) {
                notOffered(step.feature(), settings, report);
            } else if (step.mutator().mutate(injection)) {
                applied.add(step.feature().key());
            }
        }
        new ClientPropertiesMutator().mutate(injection);
        new SchedulingMutator().mutate(injection);
        new AutoscalerMutator().mutate(injection);
        if (!report.refusals().isEmpty()) {
            return new Decision.Refused(report.refusals(), report.notes());
        }
        StatusAnnotation.write(
                patch,
                () -> new Status(
                                profile.name(),
                                profileDigests.getOrDefault(profile.name(), ""),
                                List.copyOf(applied),
                                recorder.additions(),
                                recorder.parents())
                        .toJson());
        return new Decision.Injected(profile.name(), List.copyOf(applied), patch.patch(), report.notes());
    }

    /** What the pod asked for itself it must hear of; what only its profile has is a remark. */
    private static void notOffered(Feature feature, PodSettings settings, Report report) {
        String message = feature.key() + " is left out: it is for clients"
                + (feature == Feature.SHORT_CIRCUIT ? ", workers and FUSE" : "")
                + ", and this is a pod of Alluxio's own";
        if (settings.featuresAsked()) {
            report.warn("own-pod", message);
        } else {
            report.inform("own-pod", message);
        }
    }

    private Injection start(
            PatchBuilder patch, PodSettings settings, StatusRecorder recorder, Report report, PodView view) {
        Place spec = patch.object(patch.root(), "spec");
        List<Place> all = Containers.all(spec);
        List<Place> chosen =
                Containers.select(all, settings, configuration.injection().excludedContainers(), report);
        List<Place> clients = view.isAlluxiosOwn() ? List.of() : Containers.withoutRole(chosen, view.labels());
        if (clients.isEmpty() && !view.isAlluxiosOwn()) {
            report.warn("no-container", "no container of the pod is left to inject into");
        }
        Volumes volumes = new Volumes(patch, spec, recorder, report);
        return new Injection(
                settings,
                spec,
                clients,
                Containers.withRole(chosen, view.labels()),
                view.isAlluxiosOwn() ? Containers.withoutOurs(chosen) : clients,
                patch,
                volumes,
                new Mounts(patch, volumes, recorder, report),
                new Environment(patch, recorder),
                recorder,
                report,
                new LinkedHashMap<>());
    }

    private static Decision skipped(PodView view, String reason, Report report) {
        PatchBuilder patch = new PatchBuilder(view.pod(), new StatusRecorder(Optional.empty()));
        StatusAnnotation.write(patch, () -> Status.skipped(reason));
        report.warn("skipped", "not injected: " + reason);
        return new Decision.Skipped(reason, patch.patch(), report.notes());
    }
}
