package alluxio.admission.injector.retained;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.DiscoveredProfiles;
import alluxio.admission.model.configuration.Glob;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Another replica")
class OtherReplicaTest {
    private static final Profile PROFILE = Fixtures.everything(Set.of(Feature.SHORT_CIRCUIT));
    private static final String UNKNOWN = "alluxio.second";

    /** Whether it may have injected a pod of namespace team-a; both profiles are open to team-a or team-b alone. */
    private static boolean mayHaveWritten(String profile, String digest, String openTo) {
        ProfileAccess access = new ProfileAccess(List.of(new Glob(openTo)), Set.of());
        AdmissionConfiguration configuration = new AdmissionConfiguration(
                PROFILE.name(),
                Map.of(PROFILE.name(), PROFILE),
                Map.of(PROFILE.name(), access, UNKNOWN, access),
                InjectionSettings.defaults(),
                PolicySettings.DEFAULT,
                new DiscoveredProfiles(Set.of(PROFILE.name()), Map.of(), Set.of("alluxio")));
        return new OtherReplica(configuration, Map.of(), "team-a")
                .mayHaveWritten(new InjectionStatus(profile, digest, List.of(), Map.of(), Map.of()), Optional.empty());
    }

    @Test
    @DisplayName("may have written a status with a profile that is open to the namespace, known here or not")
    void open() {
        assertThat(mayHaveWritten(PROFILE.name(), "0123456789ab", "team-a")).isTrue();
        assertThat(mayHaveWritten(UNKNOWN, "0123456789ab", "team-a")).isTrue();
    }

    @Test
    @DisplayName("has not written a status with a profile that is closed to the namespace, known here or not")
    void closed() {
        assertThat(mayHaveWritten(PROFILE.name(), "0123456789ab", "team-b")).isFalse();
        assertThat(mayHaveWritten(UNKNOWN, "0123456789ab", "team-b")).isFalse();
    }

    @Test
    @DisplayName("has not written a status without the digest of its profile: each replica writes one")
    void digest() {
        assertThat(mayHaveWritten(PROFILE.name(), "", "team-a")).isFalse();
    }
}
