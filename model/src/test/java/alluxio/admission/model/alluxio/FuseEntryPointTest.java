package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The entry point of FUSE")
class FuseEntryPointTest {
    @ParameterizedTest
    @CsvSource({
        "2.0.1, AT_ROOT, /alluxio-fuse, false",
        "2.2.2, AT_ROOT, /alluxio-fuse, false",
        "2.3.0-SNAPSHOT, UNKNOWN, none, false",
        "2.3.0, BELOW_MNT, /mnt/alluxio-fuse, false",
        "2.3, BELOW_MNT, /mnt/alluxio-fuse, false",
        "2.4.0, VARIABLE, none, true",
        "2.6.1, VARIABLE, none, true",
        "2.7.3, TWO_VARIABLES, none, true",
        "2.8.0-SNAPSHOT, ARGUMENTS, none, false",
        "2.9.6, ARGUMENTS, none, false",
        "2.10.0, ARGUMENTS, none, false"
    })
    @DisplayName("is told where to mount in the way of its release")
    void byRelease(String release, FuseEntryPoint expected, String fixed, boolean readsMountPoint) {
        FuseEntryPoint entryPoint =
                FuseEntryPoint.of(AlluxioRelease.parse(release).orElseThrow());
        assertThat(entryPoint).isEqualTo(expected);
        assertThat(entryPoint.fixedMountPoint().orElse("none")).isEqualTo(fixed);
        assertThat(entryPoint.readsMountPoint()).isEqualTo(readsMountPoint);
    }
}
