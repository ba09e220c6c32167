package alluxio.admission.app.config;

import static alluxio.admission.app.config.ReadConfigurations.PROFILE;
import static alluxio.admission.app.config.ReadConfigurations.only;
import static alluxio.admission.app.config.ReadConfigurations.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.FuseSecurity;
import alluxio.admission.model.configuration.FuseSecurity.ConfinementProfile;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileText;
import alluxio.admission.model.configuration.ResourceRequirements;
import alluxio.admission.model.configuration.SidecarSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Of injected containers, the configuration says")
class ContainerSettingsConfigurationTest {
    private static String fuse(String more) {
        return PROFILE + "  fuse: {hostPath: /a, mountPath: /b, directory: c, image: 'alluxio/alluxio:2.9.6', " + more
                + "}\n";
    }

    private static SidecarSettings sidecar(String more) {
        return only(fuse(more)).fuse().orElseThrow().sidecar();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                    | {cpu=4, memory=4Gi} | {cpu=500m, memory=1Gi}
                    {limits: {}, requests: {}}                            | {cpu=4, memory=4Gi} | {cpu=500m, memory=1Gi}
                    {limits: {cpu: null}}                                 | {memory=4Gi}        | {cpu=500m, memory=1Gi}
                    {limits: {cpu: null, memory: 8Gi}, requests: {cpu: 1}} | {memory=8Gi}       | {cpu=1, memory=1Gi}
                    {limits: {cpu: , ephemeral-storage: 1Gi}}             | {ephemeral-storage=1Gi, memory=4Gi} | {cpu=500m, memory=1Gi}
                    {limits: {memory: 8Gi}}                               | {memory=8Gi}        | {}
                    {limits: {cpu: 2, memory: 4Gi}, requests: {cpu: 2}}   | {cpu=2, memory=4Gi} | {cpu=2}
                    {limits: {cpu: null, memory: null}, requests: {cpu: null, memory: null}} | {} | {}
                    {limits: {memory: 4Gi, example.com/gpu: 1}, requests: {example.com/gpu: 1}} | {example.com/gpu=1, memory=4Gi} | {example.com/gpu=1}
                    """)
    @DisplayName(
            "their resources: instead of the defaults, or with null for a part of them; and it writes what it reads")
    void resources(String text, String limits, String requests) {
        Profile profile = only(fuse("resources: " + text));
        ResourceRequirements resources = profile.fuse().orElseThrow().sidecar().resources();
        assertThat(resources.limits()).hasToString(limits);
        assertThat(resources.requests()).hasToString(requests);
        assertThat(writtenAndRead(profile)).isEqualTo(profile);
        Profile helpers = only(PROFILE + "  helperResources: " + text + "\n");
        assertThat(writtenAndRead(helpers)).isEqualTo(helpers);
    }

    private static Profile writtenAndRead(Profile profile) {
        return only(new ConfigurationWriter()
                .write(
                        new AdmissionConfiguration(
                                profile.name(), Map.of(profile.name(), profile), InjectionSettings.defaults()),
                        Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {limits: {cpu: 1, memory: 4Gi}, requests: {cpu: 2}}     | requests.cpu: the request of cpu, 2, is above the limit, 1, so the API server would refuse every pod; lower requests.cpu, or raise limits.cpu
                    {limits: {memory: 4Gi}, requests: {memory: 4097Mi}}     | requests.memory: the request of memory, 4097Mi, is above the limit, 4Gi, so the API server would refuse every pod; lower requests.memory, or raise limits.memory
                    {limits: {cpu: 100m, memory: null}}                     | limits.cpu: the request of cpu, 500m, is above the limit, 100m, so the API server would refuse every pod; lower requests.cpu, or raise limits.cpu
                    {limits: {cpu: -1, memory: 4Gi}}                        | limits.cpu: "-1" must be a quantity such as 500m or 1Gi
                    {limits: {cpu: 4cores, memory: 4Gi}}                    | limits.cpu: "4cores" must be a quantity such as 500m or 1Gi
                    {limits: {memory: 4GiB}}                                | limits.memory: "4GiB" must be a quantity such as 500m or 1Gi
                    {requests: {cpus: 1}}                                   | requests.cpus: "cpus" is no resource of containers; allowed are cpu, memory, ephemeral-storage, hugepages-<size>, and extended resources such as example.com/device (did you mean "cpu"?)
                    {limits: {memory: 4Gi, example.com/gpu: 2}, requests: {example.com/gpu: 1}} | requests[example.com/gpu]: the request of example.com/gpu must be its limit; set limits.example.com/gpu: 1
                    """)
    @DisplayName("with line and fix, which resources would make every pod invalid")
    void unusable(String text, String error) {
        for (String key : List.of("fuse", "helperResources")) {
            String file = key.equals("fuse")
                    ? fuse("resources: " + text)
                    : PROFILE + "  helperResources: " + text.replace("500m", "50m") + "\n";
            String expected =
                    key.equals("fuse") ? "profiles[0].fuse.resources." + error : "profiles[0].helperResources." + error;
            if (key.equals("fuse") || !error.contains("500m, is above")) {
                assertThat(rejected(file))
                        .filteredOn(found -> !found.contains("is too small"))
                        .singleElement()
                        .asString()
                        .startsWith("c.yaml:7:")
                        .endsWith(": " + expected);
            }
        }
    }

    @Test
    @DisplayName("what policies demand of the security context of the FUSE containers; and it writes what it reads")
    void security() {
        String text = "securityContext: {readOnlyRootFilesystem: true, seccompProfile: {type: RuntimeDefault}, "
                + "appArmorProfile: {type: Localhost, localhostProfile: fuse}, capabilities: {add: [SYS_ADMIN], drop: [ALL]}}";
        assertThat(sidecar(text).security())
                .isEqualTo(new FuseSecurity(
                        true,
                        Optional.of(new ConfinementProfile("RuntimeDefault", Optional.empty())),
                        Optional.of(new ConfinementProfile("Localhost", Optional.of("fuse"))),
                        List.of("SYS_ADMIN"),
                        List.of("ALL")));
        assertThat(writtenAndRead(only(fuse(text)))).isEqualTo(only(fuse(text)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {privileged: false}                         | privileged: unknown key; allowed are readOnlyRootFilesystem, seccompProfile, appArmorProfile, capabilities
                    {seccompProfile: {}}                        | seccompProfile.type: is missing; needed is one of RuntimeDefault, Localhost, Unconfined
                    {seccompProfile: {type: Localhost}}         | seccompProfile.localhostProfile: is missing; needed is the profile on the node
                    {seccompProfile: {type: RuntimeDefault, localhostProfile: a}} | seccompProfile.localhostProfile: is for type Localhost only; remove it, or change type
                    {capabilities: {add: [sys_admin]}}          | capabilities.add[0]: "sys_admin" must be a capability such as SYS_ADMIN, without CAP_, or ALL
                    """)
    void unusableSecurity(String text, String error) {
        assertThat(rejected(fuse("securityContext: " + text)))
                .singleElement()
                .asString()
                .endsWith("profiles[0].fuse.securityContext." + error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"options: [allow_other]", "resources: {}", "securityContext: {}"})
    @DisplayName("nothing that changes the digest of a profile without them, which pods carry")
    void digest(String text) {
        assertThat(ProfileText.of(only(fuse(text))))
                .contains("limits={memory=4Gi}, requests={cpu=500m, memory=4Gi}, imagePullSecrets=[]]]");
    }

    @Test
    @DisplayName("what changes the digest")
    void otherDigest() {
        assertThat(ProfileText.of(only(fuse("securityContext: {readOnlyRootFilesystem: true}"))))
                .contains("security=Security[readOnlyRootFilesystem=true, ");
        assertThat(ProfileText.of(only(fuse("resources: {limits: {cpu: null}}"))))
                .contains("limits={memory=4Gi}, requests={cpu=500m, memory=1Gi}");
        assertThat(ProfileText.of(only(PROFILE + "  helperResources: {limits: {cpu: 1}}\n")))
                .endsWith(", helperResources=Resources[limits={cpu=1}, requests={}]]");
    }
}
