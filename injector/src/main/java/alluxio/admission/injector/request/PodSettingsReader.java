package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Limits;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.kube.ContainerPath;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and checks the values of every {@code alluxio.io/} key of a pod that opted in; {@link AlluxioKeys} looks at the keys. */
public final class PodSettingsReader {
    private static final List<String> YES_OR_NO = List.of("true", "false");
    private static final List<String> FUSE_MODES = List.of("host", "sidecar");

    private final ProfileChoice choice;
    private final Map<String, String> annotations;
    private final Map<String, String> labels;
    private final InjectionReport report;

    public PodSettingsReader(
            AdmissionConfiguration configuration,
            String namespace,
            Map<String, String> annotations,
            Map<String, String> labels,
            InjectionReport report) {
        this.choice = new ProfileChoice(configuration, namespace, report);
        this.annotations = annotations;
        this.labels = labels;
        this.report = report;
    }

    /** Empty when there is no such profile for the namespace; other mistakes are in the report, and the result stands for the rest. */
    public Optional<PodSettings> read() {
        new AlluxioKeys(annotations, labels, report).check();
        AnnotationSizes.check(annotations, report);
        Keys.OWN_ANNOTATIONS.forEach(key -> value(key).ifPresent(v -> choice(key, v, YES_OR_NO)));
        Optional<SchedulingMode> scheduling = value(Keys.SCHEDULING)
                .flatMap(v -> choice(Keys.SCHEDULING, v, SchedulingMode.keys()))
                .flatMap(SchedulingMode::of);
        Optional<Profile> profile = choice.of(value(Keys.PROFILE));
        if (profile.isEmpty()) {
            return Optional.empty();
        }
        Profile p = profile.get();
        Set<String> excluded = list(Keys.EXCLUDE_CONTAINERS).orElse(Set.of());
        Optional<Set<String>> included = list(Keys.CONTAINERS);
        included.ifPresent(names -> names.stream()
                .filter(excluded::contains)
                .forEach(name -> refuse(
                        Keys.CONTAINERS,
                        "names container \"" + Excerpt.of(name) + "\", which " + Keys.EXCLUDE_CONTAINERS
                                + " leaves out; take it out of one of the two")));
        PodSettings settings = new PodSettings(
                p,
                features(p),
                annotations.containsKey(Keys.FEATURES),
                included,
                excluded,
                value(Keys.CLIENT_OPTIONS)
                        .flatMap(v -> choice(Keys.CLIENT_OPTIONS, v, ClientOptions.keys()))
                        .flatMap(ClientOptions::of)
                        .orElse(p.client().options()),
                value(Keys.FUSE_MODE)
                        .flatMap(v -> choice(Keys.FUSE_MODE, v, FUSE_MODES))
                        .map(v -> v.equals("host") ? FuseMode.HOST : FuseMode.SIDECAR)
                        .flatMap(mode -> choice.mode(mode, p))
                        .orElse(p.fuse().map(FuseSettings::mode).orElse(FuseMode.HOST)),
                value(Keys.FUSE_PATH).filter(this::isMountPath),
                scheduling.orElse(p.scheduling().mode()),
                scheduling.isPresent());
        new SettingsExplanation(annotations, report.reasons()).explain(settings);
        return Optional.of(settings);
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
                            "asks for \"" + f.key() + "\", which profile \"" + profile.name()
                                    + "\" does not describe; add it to the profile, or take it out of the annotation");
                }
            });
        }
        return features;
    }

    private boolean isMountPath(String path) {
        boolean good = ContainerPath.isBelowRoot(path);
        if (!good) {
            refuse(
                    Keys.FUSE_PATH,
                    "is \"" + Excerpt.of(path)
                            + "\"; it must be an absolute path below / without \".\", \"..\" or \":\", such as /mnt/alluxio");
        }
        return good;
    }

    private Optional<String> choice(String key, String value, List<String> allowed) {
        if (allowed.contains(value)) {
            return Optional.of(value);
        }
        refuse(
                key,
                "has \"" + Excerpt.of(value) + "\"" + DidYouMean.suffix(value, allowed) + "; allowed: "
                        + String.join(", ", allowed));
        return Optional.empty();
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(annotations.get(key)).map(String::strip);
    }

    private void refuse(String key, String problem) {
        AlluxioKeys.refuse(report, key, problem);
    }

    /** The names of a comma list; empty where the pod has none. One that is too long is refused, and none of it read. */
    private Optional<Set<String>> list(String key) {
        return value(key).map(text -> {
            Set<String> names = new LinkedHashSet<>();
            long entries = 1 + text.chars().filter(c -> c == ',').count();
            if (entries > Limits.COMMA_LIST_ENTRIES) {
                refuse(key, "has " + entries + " entries; at most " + Limits.COMMA_LIST_ENTRIES + " are read");
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
