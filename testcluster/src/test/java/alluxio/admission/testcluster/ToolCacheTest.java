package alluxio.admission.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolCacheTest {

    private static final GoModule MODULE = GoModule.pinned();

    @TempDir
    private Path temp;

    private final AtomicInteger builds = new AtomicInteger();

    @Test
    void assetsWithoutOneProgramAreRefusedByName() throws IOException {
        newProgram(temp.resolve("etcd"));
        assertThatThrownBy(() -> cache(Map.of("KUBEBUILDER_ASSETS", temp.toString()), this::build)
                        .find())
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("KUBEBUILDER_ASSETS=" + temp)
                .hasMessageContaining("lacks the program kube-apiserver")
                .hasMessageContaining("Go " + MODULE.go());
    }

    @Test
    void assetsAreUsedAndNothingIsBuilt() throws IOException {
        newProgram(temp.resolve("etcd"));
        newProgram(temp.resolve("kube-apiserver"));
        Tools tools = cache(Map.of("KUBEBUILDER_ASSETS", temp.toString()), this::build)
                .find();
        assertThat(tools.etcd()).isEqualTo(temp.resolve("etcd"));
        assertThat(builds).hasValue(0);
    }

    @Test
    void buildsOnceIntoTheCacheFolder() {
        ToolCache cache = cache(inTemp(), this::build);
        Tools tools = cache.find();
        assertThat(tools.missing()).isEmpty();
        assertThat(tools.etcd())
                .isEqualTo(temp.resolve("alluxio-admission/tools")
                        .resolve(MODULE.cacheKey())
                        .resolve("etcd"));
        assertThat(cache.find()).isEqualTo(tools);
        assertThat(builds).hasValue(1);
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Tools>> found = Stream.generate(() -> cache(inTemp(), this::slowBuild))
                    .limit(2)
                    .map(cache -> threads.submit(cache::find))
                    .toList();
            assertThat(found.getFirst().get()).isEqualTo(found.getLast().get());
        }
        assertThat(builds).hasValue(1);
    }

    @Test
    void aFailedBuildLeavesNothingThatLooksDone() {
        assertThatThrownBy(() -> cache(inTemp(), (module, folder) -> {
                            newProgram(folder.resolve("etcd"));
                            throw new TestClusterException("go build failed");
                        })
                        .find())
                .hasMessage("go build failed");
        assertThat(cache(inTemp(), this::build).folder()).doesNotExist();
        assertThat(cache(inTemp(), this::build).find().missing()).isEmpty();
    }

    @Test
    void anAbandonedBuildIsRemoved() throws IOException {
        ToolCache cache = cache(inTemp(), this::build);
        Path abandoned = cache.folder().resolveSibling(MODULE.cacheKey() + ".build-1");
        Files.createDirectories(abandoned);
        cache.find();
        assertThat(abandoned).doesNotExist();
    }

    private Map<String, String> inTemp() {
        return Map.of("XDG_CACHE_HOME", temp.toString());
    }

    private static ToolCache cache(Map<String, String> environment, ToolCache.Builder builder) {
        return new ToolCache(environment, MODULE, builder);
    }

    private void build(GoModule module, Path folder) throws IOException {
        builds.incrementAndGet();
        newProgram(folder.resolve("etcd"));
        newProgram(folder.resolve("kube-apiserver"));
    }

    private void slowBuild(GoModule module, Path folder) throws IOException, InterruptedException {
        Thread.sleep(200);
        build(module, folder);
    }

    private static void newProgram(Path file) throws IOException {
        Files.writeString(file, "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
