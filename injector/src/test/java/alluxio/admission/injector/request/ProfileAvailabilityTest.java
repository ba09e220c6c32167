package alluxio.admission.injector.request;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.DiscoveredProfiles;
import alluxio.admission.model.configuration.Glob;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Without a profile for a pod,")
class ProfileAvailabilityTest {
    private static final String MISSING = "no ready Alluxio in namespace \"alluxio\"";

    private static AdmissionConfiguration configuration(
            String defaultProfile,
            Map<String, ProfileAccess> access,
            Map<String, String> unavailable,
            String... names) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        for (String name : names) {
            Profile p = Fixtures.everything(Set.of(Feature.SHORT_CIRCUIT));
            profiles.put(name, new Profile(name, p.cluster(), p.client(), p.offered(), p.scheduling(), p.features()));
        }
        return new AdmissionConfiguration(
                defaultProfile,
                profiles,
                access,
                InjectionSettings.defaults(),
                PolicySettings.DEFAULT,
                new DiscoveredProfiles(Set.of(names), unavailable, Set.of("alluxio")));
    }

    private static Decision decide(AdmissionConfiguration configuration, ObjectNode pod) {
        return new Injector(configuration).decide(new InjectionRequest(pod, "team-a", false));
    }

    private static void assertSkipped(Decision decision, String reason) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Skipped.class, skipped -> {
            assertThat(skipped.reason()).contains(reason);
            assertThat(skipped.notes()).extracting(Note::severity).containsExactly(Note.NoteSeverity.WARNING);
            assertThat(skipped.notes().getFirst().message().length()).isLessThan(256);
            assertThat(skipped.patch().toJson().toString()).contains("result\\\":\\\"skipped");
        });
    }

    @Test
    @DisplayName("none is known: it is skipped, and the warning names both ways to have one")
    void none() {
        AdmissionConfiguration nothing = configuration("", Map.of(), Map.of());
        for (ObjectNode pod : List.of(labelled(""), annotate(labelled(""), Keys.PROFILE, "alluxio"))) {
            assertSkipped(decide(nothing, pod), "write a profile in its configuration");
            assertSkipped(decide(nothing, pod), "discovery.namespaces");
        }
    }

    @Test
    @DisplayName(
            "because it waits for discovery: it is skipped with the reason, whether it is named, the default or the only one")
    void unavailable() {
        AdmissionConfiguration waiting = configuration("a", Map.of(), Map.of("a", MISSING), "b");
        String reason = "profile \"a\" is not complete yet: " + MISSING;
        assertSkipped(decide(waiting, labelled("")), reason);
        assertSkipped(decide(waiting, annotate(labelled(""), Keys.PROFILE, "a")), reason);
        assertSkipped(decide(configuration("", Map.of(), Map.of("a", MISSING)), labelled("")), reason);
        assertThat(decide(waiting, annotate(labelled(""), Keys.PROFILE, "b"))).isInstanceOf(Decision.Injected.class);
    }

    @Test
    @DisplayName("and one that waits for discovery is not open to the namespace: refused like one that does not exist")
    void unavailableAndClosed() {
        Map<String, ProfileAccess> closed = Map.of("a", new ProfileAccess(List.of(new Glob("team-b")), Set.of()));
        AdmissionConfiguration waiting = configuration("b", closed, Map.of("a", MISSING), "b");
        assertThat(decide(waiting, annotate(labelled(""), Keys.PROFILE, "a")))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.message())
                                .doesNotContain(MISSING)
                                .contains("no profile has that name"));
    }

    @Test
    @DisplayName("several and no default: a pod that names none is refused, with those that its namespace may use")
    void noDefault() {
        Map<String, ProfileAccess> closed = Map.of("c.c", new ProfileAccess(List.of(new Glob("team-b")), Set.of()));
        AdmissionConfiguration several = configuration("", closed, Map.of(), "a.a", "b.b", "c.c");
        assertThat(decide(several, labelled("")))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.message())
                                .isEqualTo(
                                        "annotation alluxio.io/profile is missing, and none of the profiles is the default; "
                                                + "set it to one of those that namespace \"team-a\" may use: a.a, b.b"));
        assertThat(decide(several, annotate(labelled(""), Keys.PROFILE, "b.b"))).isInstanceOf(Decision.Injected.class);
    }

    @Test
    @DisplayName("and the only one that the namespace may use: it need not be named")
    void only() {
        Map<String, ProfileAccess> closed = Map.of("b.b", new ProfileAccess(List.of(new Glob("team-b")), Set.of()));
        assertThat(decide(configuration("", closed, Map.of(), "a.a", "b.b"), labelled("")))
                .isInstanceOf(Decision.Injected.class);
    }

    @Test
    @DisplayName(
            "and the only one that is written waits for discovery: it is skipped, and not injected with half a profile")
    void onlyIncomplete() {
        assertSkipped(decide(configuration("", Map.of(), Map.of("a", MISSING), "a"), labelled("")), MISSING);
    }

    @Test
    @DisplayName("because one waits for discovery: it gets the only other one that the namespace may use")
    void otherThanUnavailable() {
        assertThat(decide(configuration("", Map.of(), Map.of("a", MISSING), "b"), labelled("")))
                .isInstanceOfSatisfying(
                        Decision.Injected.class,
                        injected -> assertThat(injected.profile()).isEqualTo("b"));
    }

    @Test
    @DisplayName("because it names one that does not exist: refused, also while another one waits for discovery")
    void unknownBesideUnavailable() {
        AdmissionConfiguration waiting = configuration("", Map.of(), Map.of("a", MISSING));
        assertThat(decide(waiting, annotate(labelled(""), Keys.PROFILE, "z")))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.message()).doesNotContain(MISSING));
    }

    @Test
    @DisplayName(
            "and the only one waits for discovery and is not open to the namespace: refused, and the reason stays private")
    void onlyUnavailableAndClosed() {
        Map<String, ProfileAccess> closed = Map.of("a", new ProfileAccess(List.of(new Glob("team-b")), Set.of()));
        for (AdmissionConfiguration waiting : List.of(
                configuration("", closed, Map.of("a", MISSING)),
                configuration("", closed, Map.of("a", MISSING), "a"))) {
            assertThat(decide(waiting, labelled("")))
                    .isInstanceOfSatisfying(
                            Decision.Refused.class,
                            refused -> assertThat(refused.message()).doesNotContain(MISSING));
            assertThat(decide(waiting, annotate(labelled(""), Keys.PROFILE, "a")))
                    .isInstanceOfSatisfying(
                            Decision.Refused.class,
                            refused -> assertThat(refused.message()).doesNotContain(MISSING));
        }
    }
}
