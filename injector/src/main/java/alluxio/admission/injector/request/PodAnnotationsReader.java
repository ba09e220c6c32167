package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.pod.PodSettings.ContainerFilter;
import alluxio.admission.injector.pod.PodSettings.FeatureSelection;
import alluxio.admission.injector.pod.PodSettings.FuseRequest;
import alluxio.admission.injector.pod.PodSettings.SchedulingRequest;
import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Limits;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.kube.ContainerPath;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks the {@code alluxio.io/} annotations of a pod that opted in. {@link AlluxioKeyCheck} checks their keys. */
public final class PodAnnotationsReader {
    private static final List<String> BOOLEANS = List.of("true", "false");
    private static final List<String> FUSE_MODES = List.of("host", "sidecar");

    private final ProfileChoice profileChoice;
    private final InjectionSettings injection;
    private final Map<String, String> annotations;
    private final Map<String, String> labels;
    private final InjectionReport report;

    public PodAnnotationsReader(
            AdmissionConfiguration configuration,
            String namespace,
            Map<String, String> annotations,
            Map<String, String> labels,
            InjectionReport report) {
        this.profileChoice = new ProfileChoice(configuration, namespace, report);
        this.injection = configuration.injection();
        this.annotations = annotations;
        this.labels = labels;
        this.report = report;
    }

    /** The profile that the pod names; empty if it names none. */
    public Optional<String> profile() {
        return Optional.ofNullable(text(Keys.PROFILE));
    }

    /** Reads only which containers the pod names. Unknown keys are in the report. */
    public ContainerFilter readContainers() {
        new AlluxioKeyCheck(annotations, labels, injection, report).check();
        AnnotationSizes.check(annotations, report);
        return containerFilter();
    }

    /**
     * Reads the settings.
     *
     * @param profile that the pod names, or that an earlier injection chose
     * @return empty if the namespace has no such profile; other mistakes are in the report, and the result is valid for the rest
     */
    public Optional<PodSettings> read(Optional<String> profile) {
        new AlluxioKeyCheck(annotations, labels, injection, report).check();
        AnnotationSizes.check(annotations, report);
        for (String key : Keys.OWN_ANNOTATIONS) {
            String text = text(key);
            if (text != null) {
                isAllowed(key, text, BOOLEANS);
            }
        }
        Optional<SchedulingMode> scheduling = scheduling();
        Optional<Profile> chosen = profileChoice.choose(profile);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        PodSettings settings = settings(chosen.get(), scheduling);
        if (report.explanation().isWanted()) {
            new SettingsExplanation(annotations, report.explanation()).explain(settings);
        }
        return Optional.of(settings);
    }

    private PodSettings settings(Profile profile, Optional<SchedulingMode> scheduling) {
        ContainerFilter containers = containerFilter();
        return new PodSettings(
                profile,
                new FeatureSelection(features(profile), annotations.containsKey(Keys.FEATURES)),
                containers,
                clientOptions(profile),
                new FuseRequest(fuseMode(profile), fusePath()),
                new SchedulingRequest(scheduling.orElse(profile.scheduling().mode()), scheduling.isPresent()));
    }

    private Optional<SchedulingMode> scheduling() {
        String text = text(Keys.SCHEDULING);
        return text != null && isAllowed(Keys.SCHEDULING, text, SchedulingMode.keys())
                ? SchedulingMode.of(text)
                : Optional.empty();
    }

    private ClientOptions clientOptions(Profile profile) {
        String text = text(Keys.CLIENT_OPTIONS);
        return text != null && isAllowed(Keys.CLIENT_OPTIONS, text, ClientOptions.keys())
                ? ClientOptions.of(text).orElseThrow()
                : profile.client().options();
    }

    private ContainerFilter containerFilter() {
        Set<String> excluded = list(Keys.EXCLUDE_CONTAINERS);
        if (!annotations.containsKey(Keys.CONTAINERS)) {
            return new ContainerFilter(Optional.empty(), excluded);
        }
        Set<String> included = list(Keys.CONTAINERS);
        for (String name : included) {
            if (excluded.contains(name)) {
                refuse(
                        Keys.CONTAINERS,
                        "names container \"" + Excerpt.of(name) + "\", which " + Keys.EXCLUDE_CONTAINERS
                                + " excludes; remove it from one of the two");
            }
        }
        return new ContainerFilter(Optional.of(included), excluded);
    }

    private FuseMode fuseMode(Profile profile) {
        String text = text(Keys.FUSE_MODE);
        if (text != null && isAllowed(Keys.FUSE_MODE, text, FUSE_MODES)) {
            FuseMode mode = text.equals("host") ? FuseMode.HOST : FuseMode.SIDECAR;
            if (profileChoice.mayHave(mode, profile)) {
                return mode;
            }
        }
        return profile.fuse().isPresent() ? profile.fuse().get().mode() : FuseMode.HOST;
    }

    private Optional<String> fusePath() {
        String text = text(Keys.FUSE_PATH);
        return text != null && isMountPath(text) ? Optional.of(text) : Optional.empty();
    }

    private Set<Feature> features(Profile profile) {
        if (!annotations.containsKey(Keys.FEATURES)) {
            return profile.features();
        }
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (String name : list(Keys.FEATURES)) {
            if (isAllowed(Keys.FEATURES, name, Feature.keys())) {
                Feature feature = Feature.of(name).orElseThrow();
                features.add(feature);
                if (!profile.describes(feature)) {
                    refuse(
                            Keys.FEATURES,
                            "selects \"" + name + "\", which profile \"" + profile.name()
                                    + "\" does not describe; remove it from the annotation, or add it to the profile");
                }
            }
        }
        return features;
    }

    private boolean isMountPath(String path) {
        boolean valid = ContainerPath.isBelowRoot(path);
        if (!valid) {
            refuse(
                    Keys.FUSE_PATH,
                    "is \"" + Excerpt.of(path)
                            + "\"; set an absolute path below /, without \".\", \"..\" and \":\", such as /mnt/alluxio");
        }
        return valid;
    }

    /** Whether a value is one of those that its key may have; if not, it is refused. */
    private boolean isAllowed(String key, String value, List<String> allowed) {
        if (allowed.contains(value)) {
            return true;
        }
        refuse(
                key,
                "has the value \"" + Excerpt.of(value) + "\"" + DidYouMean.suffix(value, allowed) + "; allowed: "
                        + String.join(", ", allowed));
        return false;
    }

    /** What an annotation says; null if the pod does not have it. */
    private @Nullable String text(String key) {
        String text = annotations.get(key);
        return text == null ? null : text.strip();
    }

    private void refuse(String key, String problem) {
        AlluxioKeyCheck.refuse(report, key, problem);
    }

    /** The names of a comma-separated list; none if the pod does not have it. A list that is too long is refused and not read. */
    private Set<String> list(String key) {
        String text = text(key);
        if (text == null) {
            return Set.of();
        }
        int entries = 1;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', comma + 1)) {
            entries++;
        }
        if (entries > Limits.COMMA_LIST_ENTRIES) {
            refuse(
                    key,
                    "has " + entries + " entries, more than the limit of " + Limits.COMMA_LIST_ENTRIES
                            + "; remove some");
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>();
        for (String name : text.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }
}
