package alluxio.admission.app.config;

import static alluxio.admission.app.config.ReadConfigurations.PROFILE;
import static alluxio.admission.app.config.ReadConfigurations.loaded;
import static alluxio.admission.app.config.ReadConfigurations.only;
import static alluxio.admission.app.config.ReadConfigurations.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.Glob;
import alluxio.admission.model.configuration.ProfileAccess;
import alluxio.admission.model.configuration.SidecarSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileAccessAndFuseConfigurationTest {
    @Test
    void aProfileSaysWhoMayUseItAndWhichFuseModesPodsMayChoose() {
        String fuse = "  fuse: {hostPath: /a, mountPath: /b, directory: c, image: 'a/alluxio:2.9.6'%s}\n";
        assertThat(access(PROFILE)).isEqualTo(ProfileAccess.DEFAULT);
        assertThat(access(PROFILE + fuse.formatted("")).fuseModes()).containsExactly(FuseMode.HOST);
        assertThat(access(PROFILE + fuse.formatted(", mode: sidecar")).fuseModes())
                .containsExactly(FuseMode.SIDECAR);
        assertThat(access(PROFILE + fuse.formatted(", modes: [sidecar, host]")).fuseModes())
                .containsExactlyInAnyOrder(FuseMode.HOST, FuseMode.SIDECAR);
        assertThat(access(PROFILE + "  namespaces: [team-a, 'ml-*', '*-dev']\n").namespaces())
                .containsExactly(new Glob("team-a"), new Glob("ml-*"), new Glob("*-dev"));
    }

    private ProfileAccess access(String text) {
        return loaded(text).written().configuration().access(only(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    namespaces: []            | 7:15: profiles[0].namespaces: there must be at least one namespace; leave the key out for all
                    namespaces: team-a        | 7:15: profiles[0].namespaces: found the string "team-a", needed is a list
                    namespaces: [a, a]        | 7:19: profiles[0].namespaces[1]: "a" is there twice
                    namespaces: ["ml.*"]      | 7:16: profiles[0].namespaces[0]: "ml.*" must be the name of a namespace, or a pattern such as ml-*, in which * is any text
                    namespace: b              | 7:3: the key "namespace" is there twice, first in line 5
                    namespases: [a]           | 7:3: profiles[0].namespases: unknown key (did you mean "namespaces"?)
                    fuse: {hostPath: /a, mountPath: /b, directory: c, modes: [sidecar], image: i} | 7:60: profiles[0].fuse.modes: does not have "host", the mode of this profile, which pods that do not say get; add it, or change mode
                    fuse: {hostPath: /a, mountPath: /b, directory: c, modes: [host, hast]}        | 7:67: profiles[0].fuse.modes[1]: "hast" is not allowed; allowed are host, sidecar (did you mean "host"?)
                    fuse: {hostPath: /a, mountPath: /b, directory: c, modes: [host, host]}        | 7:67: profiles[0].fuse.modes[1]: "host" is there twice
                    fuse: {hostPath: /a, mountPath: /b, directory: c, modes: [host, sidecar]}     | 7:9: profiles[0].fuse.image: is missing; needed is the image of Alluxio that the sidecar runs
                    fuse: {mountPath: /b, directory: c, image: i, mode: sidecar, modes: [host, sidecar]} | 7:9: profiles[0].fuse.hostPath: is missing; needed is the parent of the daemon's mount point on the node
                    fuse: {hostPath: /a, mountPath: /b, directory: c, mode: host, mods: [host]}   | 7:65: profiles[0].fuse.mods: unknown key (did you mean "modes"?)
                    """)
    void whoMayUseAProfileIsReadStrictly(String line, String error) {
        assertThat(rejected(PROFILE + "  " + line + "\n")).containsExactly("c.yaml:" + error);
    }

    @Test
    void onlyModeHostNeedsTheDaemonsPath() {
        String fuse = "  fuse: {mountPath: /b, directory: c, image: 'a/alluxio:2.9.6', mode: ";
        assertThat(only(PROFILE + fuse + "sidecar}\n").fuse().orElseThrow().hostPath())
                .isEmpty();
        assertThat(rejected(PROFILE + fuse + "host}\n"))
                .singleElement()
                .asString()
                .contains("profiles[0].fuse.hostPath: is missing");
    }

    @Test
    void theSidecarHasDefaultsWithWhichItRuns() {
        String fuse = "  fuse: {hostPath: /a, mountPath: /b, directory: c, image: 'alluxio/alluxio:2.9.6'%s}\n";
        assertThat(only(PROFILE + fuse.formatted("")).fuse().orElseThrow().sidecar())
                .isEqualTo(SidecarSettings.of(Optional.of("alluxio/alluxio:2.9.6")))
                .isEqualTo(only(PROFILE + fuse.formatted(", resources: {}"))
                        .fuse()
                        .orElseThrow()
                        .sidecar());
        assertThat(only(PROFILE + fuse.formatted(", options: []"))
                        .fuse()
                        .orElseThrow()
                        .sidecar()
                        .options())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    image: a, mode: sidecar, resources: {limits: {memory: 3Gi}} | resources: the memory limit 3Gi is too small
                    image: a, resources: {limits: {memory: 3000000000}}         | resources: the memory limit 3000000000 is too small
                    mode: sidecar                                               | image: is missing
                    image: a, options: [a$b]                                    | must be one mount option
                    """)
    void aSidecarThatCannotRunIsAnError(String fuse, String error) {
        assertThat(rejected(PROFILE + "  fuse: {hostPath: /a, mountPath: /b, directory: c, " + fuse + "}\n"))
                .singleElement()
                .asString()
                .contains(error);
    }
}
