package alluxio.admission.injector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.FuseMode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A FUSE sidecar of an earlier injection")
class ExistingFuseSidecarTest {
    /** Its own mode is host, so the mode sidecar must be allowed. */
    private static final Profile PROFILE = Fixtures.everything(Set.of(Feature.SHORT_CIRCUIT));

    private static ObjectNode pod(Feature... features) {
        Profile profile = Fixtures.sidecarProfile("alluxio/alluxio:2.9.6", "fuse", features);
        return Fixtures.inject(Fixtures.injector(profile), Fixtures.labelled(""));
    }

    private static boolean mayStay(ObjectNode pod, Profile profile, FuseMode... allowed) {
        AdmissionConfiguration configuration = new AdmissionConfiguration(
                profile.name(),
                Map.of(profile.name(), profile),
                Map.of(profile.name(), new ProfileAccess(List.of(), Set.of(allowed))),
                InjectionSettings.defaults(),
                PolicySettings.DEFAULT);
        PodElement spec = new PodElement((ObjectNode) pod.get("spec"), "/spec", "spec", Budget.ofDecision());
        return ExistingFuseSidecar.mayStay(spec, profile, configuration);
    }

    @Test
    @DisplayName("may stay while the profile has FUSE and allows the mode sidecar, and nothing redirects the sidecar")
    void mayStay() {
        ObjectNode pod = pod(Feature.FUSE);
        assertThat(mayStay(pod, PROFILE, FuseMode.SIDECAR)).isTrue();
        assertThat(mayStay(pod, PROFILE)).as("mode not allowed").isFalse();
        Profile without = Fixtures.with(PROFILE, draft -> draft.fuse = Optional.empty());
        assertThat(mayStay(pod, without, FuseMode.SIDECAR))
                .as("profile without FUSE")
                .isFalse();
        ((ObjectNode) pod.get("spec")).put("shareProcessNamespace", true);
        assertThat(mayStay(pod, PROFILE, FuseMode.SIDECAR)).as("redirected").isFalse();
    }

    @Test
    @DisplayName("that is gone needs no permission")
    void gone() {
        assertThat(mayStay(pod(Feature.SHORT_CIRCUIT), PROFILE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "INIT_CONTAINERS, alluxio-fuse, true",
        "INIT_CONTAINERS, alluxio-fuse-unmount, true",
        "INIT_CONTAINERS, alluxio-domain, false",
        "VOLUMES,         alluxio-fuse, false",
    })
    @DisplayName("is claimed by a status that has one of its two init containers, and by no other")
    void claimed(AdditionKind kind, String what, boolean claimed) {
        InjectionStatus status = new InjectionStatus(
                "alluxio", "0123456789ab", List.of(), Map.of(new Addition(kind, "", what), "0123456789ab"), Map.of());
        assertThat(ExistingFuseSidecar.isClaimed(status)).isEqualTo(claimed);
    }
}
