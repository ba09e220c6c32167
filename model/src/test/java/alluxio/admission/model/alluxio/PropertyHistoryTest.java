package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.alluxio.PropertyHistory.Fate;
import alluxio.admission.model.alluxio.PropertyHistory.PropertyChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The history of Alluxio's properties")
class PropertyHistoryTest {
    private static final AlluxioRelease OF_BUILD = AlluxioRelease.parse("2.9.6").orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "alluxio.worker.memory.size, 2.3.0, none",
        "alluxio.worker.memory.size, 2.4.0, RENAMED alluxio.worker.ramdisk.size",
        "alluxio.worker.memory.size, 2.9, RENAMED alluxio.worker.ramdisk.size",
        "alluxio.worker.ramdisk.size, 2.9.6, none",
        "alluxio.fuse.maxwrite.bytes, 2.7.3, none",
        "alluxio.fuse.maxwrite.bytes, 2.9.0, REMOVED",
        "alluxio.keyvalue.enabled, 2.0.0, REMOVED",
        "alluxio.worker.data.port, 2.1.0, REMOVED alluxio.worker.rpc.port",
        "alluxio.user.network.netty.channel, 2.2.0, none",
        "alluxio.user.network.netty.channel, 2.2.1, REMOVED alluxio.user.network.streaming.netty.channel",
        "alluxio.user.network.data.timeout.ms, 2.1.0, RENAMED alluxio.user.network.data.timeout",
        "alluxio.user.network.data.timeout.ms, 2.3.0, REMOVED alluxio.user.streaming.data.timeout",
        "alluxio.user.network.data.timeout.ms, 2.9.6, REMOVED alluxio.user.streaming.data.read.timeout",
        "alluxio.worker.tieredstore.reserver.interval.ms, 2.9.6, REMOVED",
        "alluxio.master.worker.heartbeat.interval, 2.5.0, RENAMED alluxio.master.lost.worker.detection.interval",
        "alluxio.user.hostname, 2.0.0, none",
        "alluxio.user.block.master.client.pool.size.max, 2.1.0, none",
        "alluxio.no.such.key, 2.9.6, none"
    })
    @DisplayName("says what a release has made of a property")
    void of(String key, String release, String expected) {
        Optional<PropertyChange> change =
                PropertyHistory.of(key, AlluxioRelease.parse(release).orElseThrow());
        assertThat(change.map(c -> (c.fate() + " " + c.successor().orElse("")).strip())
                        .orElse("none"))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName(
            "agrees with the release of which the build has the jars: what is removed reaches nothing that is read")
    void removed() {
        try (AlluxioJar jar = AlluxioJar.ofBuild()) {
            List<String> declaredOnly = jar.aliases().keySet().stream()
                    .filter(alias -> jar.resolve(alias).equals(alias))
                    .toList();
            assertThat(PropertyHistory.all())
                    .extracting(PropertyChange::key)
                    .filteredOn(key ->
                            PropertyHistory.of(key, OF_BUILD).orElseThrow().fate() == Fate.REMOVED)
                    .hasSizeGreaterThan(100)
                    .allSatisfy(key -> assertThat(jar.resolve(key).isEmpty() || declaredOnly.contains(jar.resolve(key)))
                            .as(key)
                            .isTrue());
            assertThat(jar.removed().keySet())
                    .filteredOn(key -> key.startsWith(PropertyKeys.PREFIX)
                            && jar.resolve(key).isEmpty())
                    .filteredOn(key -> !key.equals("alluxio.test.removed.key"))
                    .hasSizeGreaterThan(80)
                    .allSatisfy(key -> assertThat(PropertyHistory.of(key, OF_BUILD))
                            .as(key)
                            .isPresent());
        }
    }

    @Test
    @DisplayName(
            "agrees with it: what is renamed reaches its successor, all its aliases are here, and each successor is a key")
    void renamed() {
        try (AlluxioJar jar = AlluxioJar.ofBuild()) {
            List<String> keys = jar.keys();
            assertThat(PropertyHistory.all())
                    .extracting(PropertyChange::key)
                    .filteredOn(key -> PropertyHistory.aliasOf(key, OF_BUILD).isPresent())
                    .hasSizeGreaterThan(60)
                    .allSatisfy(key ->
                            assertThat(PropertyHistory.aliasOf(key, OF_BUILD)).contains(jar.resolve(key)));
            assertThat(jar.aliases().keySet())
                    .filteredOn(alias -> alias.startsWith(PropertyKeys.PREFIX))
                    .allSatisfy(alias -> assertThat(PropertyHistory.of(alias, OF_BUILD))
                            .as(alias)
                            .isPresent());
            assertThat(PropertyHistory.all())
                    .extracting(
                            change -> PropertyHistory.of(change.key(), OF_BUILD).orElseThrow())
                    .allSatisfy(
                            change -> assertThat(change.successor().stream()).isSubsetOf(keys));
        }
    }
}
