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
import alluxio.admission.model.configuration.FuseSettings;
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
        return value(Keys.PROFILE);
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
        Keys.OWN_ANNOTATIONS.forEach(key -> value(key).ifPresent(text -> choice(key, text, BOOLEANS)));
        Optional<SchedulingMode> scheduling = value(Keys.SCHEDULING)
                .flatMap(text -> choice(Keys.SCHEDULING, text, SchedulingMode.keys()))
                .flatMap(SchedulingMode::of);
        Optional<PodSettings> settings = profileChoice.choose(profile).map(chosen -> settings(chosen, scheduling));
        settings.ifPresent(new SettingsExplanation(annotations, report.explanation())::explain);
        return settings;
    }

    private PodSettings settings(Profile profile, Optional<SchedulingMode> scheduling) {
        ContainerFilter containers = containerFilter();
        return new PodSettings(
                profile,
                new FeatureSelection(features(profile), annotations.containsKey(Keys.FEATURES)),
                containers,
                value(Keys.CLIENT_OPTIONS)
                        .flatMap(text -> choice(Keys.CLIENT_OPTIONS, text, ClientOptions.keys()))
                        .flatMap(ClientOptions::of)
                        .orElse(profile.client().options()),
                new FuseRequest(fuseMode(profile), value(Keys.FUSE_PATH).filter(this::isMountPath)),
                new SchedulingRequest(scheduling.orElse(profile.scheduling().mode()), scheduling.isPresent()));
    }

    private ContainerFilter containerFilter() {
        Set<String> excluded = list(Keys.EXCLUDE_CONTAINERS).orElse(Set.of());
        Optional<Set<String>> included = list(Keys.CONTAINERS);
        included.ifPresent(names -> names.stream()
                .filter(excluded::contains)
                .forEach(name -> refuse(
                        Keys.CONTAINERS,
                        "names container \"" + Excerpt.of(name) + "\", which " + Keys.EXCLUDE_CONTAINERS
                                + " excludes; remove it from one of the two")));
        return new ContainerFilter(included, excluded);
    }

    private FuseMode fuseMode(Profile profile) {
        return value(Keys.FUSE_MODE)
                .flatMap(text -> choice(Keys.FUSE_MODE, text, FUSE_MODES))
                .map(text -> text.equals("host") ? FuseMode.HOST : FuseMode.SIDECAR)
                .flatMap(mode -> profileChoice.fuseMode(mode, profile))
                .orElse(profile.fuse().map(FuseSettings::mode).orElse(FuseMode.HOST));
    }

    private Set<Feature> features(Profile profile) {
        Optional<Set<String>> names = list(Keys.FEATURES);
        if (names.isEmpty()) {
            return profile.features();
        }
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (String name : names.get()) {
            Optional<Feature> feature =
                    choice(Keys.FEATURES, name, Feature.keys()).flatMap(Feature::of);
            feature.ifPresent(f -> {
                features.add(f);
                if (!profile.describes(f)) {
                    refuse(
                            Keys.FEATURES,
                            "selects \"" + f.key() + "\", which profile \"" + profile.name()
                                    + "\" does not describe; remove it from the annotation, or add it to the profile");
                }
            });
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

    private Optional<String> choice(String key, String value, List<String> allowed) {
        if (allowed.contains(value)) {
            return Optional.of(value);
        }
        refuse(
                key,
                "has the value \"" + Excerpt.of(value) + "\"" + DidYouMean.suffix(value, allowed) + "; allowed: "
                        + String.join(", ", allowed));
        return Optional.empty();
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(annotations.get(key)).map(String::strip);
    }

    private void refuse(String key, String problem) {
        AlluxioKeyCheck.refuse(report, key, problem);
    }

    /** The names of a comma-separated list; empty if the pod does not have it. A list that is too long is refused and not read. */
    private Optional<Set<String>> list(String key) {
        return value(key).map(text -> {
            Set<String> names = new LinkedHashSet<>();
            long entries = 1 + text.chars().filter(c -> c == ',').count();
            if (entries > Limits.COMMA_LIST_ENTRIES) {
                refuse(
                        key,
                        "has " + entries + " entries, more than the limit of " + Limits.COMMA_LIST_ENTRIES
                                + "; remove some");
                return names;
            }
            for (String name : text.split(",")) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
            return names;
        });
    }
}
