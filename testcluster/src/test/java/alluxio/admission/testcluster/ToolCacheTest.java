package alluxio.admission.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.testcluster.Program.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolCacheTest {

    private static final Map<Source, GoModule> MODULES = GoModule.pinned();

    @TempDir
    private Path temp;

    private final List<Program> builds = new CopyOnWriteArrayList<>();

    @Test
    void assetsWithoutOneProgramAreRefusedByName() throws IOException {
        newProgram(temp.resolve("etcd"));
        assertThatThrownBy(() -> cache(Map.of("KUBEBUILDER_ASSETS", temp.toString()), this::build)
                        .forApiServer())
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("KUBEBUILDER_ASSETS=" + temp)
                .hasMessageContaining("lacks the program kube-apiserver")
                .hasMessageContaining("Go "
                        + Objects.requireNonNull(MODULES.get(Source.KUBERNETES)).go());
    }

    @Test
    void assetsAreUsedForAnApiServerAndNothingIsBuilt() throws IOException {
        newProgram(temp.resolve("etcd"));
        newProgram(temp.resolve("kube-apiserver"));
        Tools tools = cache(Map.of("KUBEBUILDER_ASSETS", temp.toString()), this::build)
                .forApiServer();
        assertThat(tools.path(Program.ETCD)).isEqualTo(temp.resolve("etcd"));
        assertThat(builds).isEmpty();
    }

    @Test
    void aNodeIsOfOneVersionWhateverTheAssetsAre() {
        Map<String, String> environment =
                Map.of("KUBEBUILDER_ASSETS", temp.toString(), "XDG_CACHE_HOME", temp.toString());
        cache(environment, this::build).forNode();
        assertThat(builds).containsExactlyInAnyOrderElementsOf(Program.node());
    }

    @Test
    void buildsOnceIntoTheCacheFolder() {
        ToolCache cache = cache(inTemp(), this::build);
        Tools tools = cache.forApiServer();
        assertThat(tools.missing(Program.API_SERVER)).isEmpty();
        assertThat(tools.folder().getParent()).isEqualTo(temp.resolve("alluxio-admission/tools"));
        assertThat(tools.folder().getFileName().toString())
                .matches("v\\d+\\.\\d+\\.\\d+-v\\d\\.\\d+\\.\\d+-[0-9a-f]{12}");
        assertThat(cache.forApiServer()).isEqualTo(tools);
        assertThat(builds).containsExactly(Program.ETCD, Program.KUBE_APISERVER);
    }

    @Test
    void whatAnApiServerNeedsIsNotBuiltAgainForANode() {
        ToolCache cache = cache(inTemp(), this::build);
        cache.forApiServer();
        cache.forNode();
        assertThat(builds).doesNotHaveDuplicates().hasSameSizeAs(Program.node());
    }

    @Test
    void theFolderChangesWithEveryPinnedModule() {
        GoModule kubernetes = Objects.requireNonNull(MODULES.get(Source.KUBERNETES));
        Map<Source, GoModule> others = Map.of(Source.KUBERNETES, kubernetes, Source.COREDNS, kubernetes);
        assertThat(new ToolCache(inTemp(), others, this::build).folder())
                .isNotEqualTo(cache(inTemp(), this::build).folder());
    }

    @Test
    void theOldestKubernetesHasAFolderOfItsOwn() {
        Map<String, String> environment = new TreeMap<>(inTemp());
        environment.put("TESTCLUSTER_KUBERNETES", "oldest");
        Tools tools = ToolCache.ofApiServer(environment, this::build).forApiServer();
        assertThat(tools.folder().getFileName().toString()).startsWith("v1.30.");
        assertThat(builds).containsExactly(Program.ETCD, Program.KUBE_APISERVER);
    }

    @Test
    void anUnknownKubernetesIsRefused() {
        assertThatThrownBy(() -> ToolCache.ofApiServer(Map.of("TESTCLUSTER_KUBERNETES", "1.29"), this::build))
                .isInstanceOf(TestClusterException.class)
                .hasMessage("TESTCLUSTER_KUBERNETES=1.29 is not known. Set it to oldest for the oldest Kubernetes that "
                        + "is supported, or unset it for the newest.");
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Tools>> found = Stream.generate(() -> cache(inTemp(), this::slowBuild))
                    .limit(2)
                    .map(cache -> threads.submit(cache::forApiServer))
                    .toList();
            assertThat(found.getFirst().get()).isEqualTo(found.getLast().get());
        }
        assertThat(builds).containsExactly(Program.ETCD, Program.KUBE_APISERVER);
    }

    @Test
    void aFailedBuildLeavesNothingThatLooksDone() {
        ToolCache failing = cache(inTemp(), (program, module, file) -> {
            newProgram(file);
            throw new TestClusterException("go build failed");
        });
        assertThatThrownBy(failing::forApiServer).hasMessage("go build failed");
        assertThat(failing.folder()).isEmptyDirectory();
        cache(inTemp(), this::build).forApiServer();
        assertThat(builds).hasSize(2);
    }

    @Test
    void anAbandonedBuildIsRemoved() throws IOException {
        ToolCache cache = cache(inTemp(), this::build);
        Path abandoned = cache.folder().resolve("kubelet.unfinished");
        Files.createDirectories(cache.folder());
        newProgram(abandoned);
        cache.forApiServer();
        assertThat(abandoned).doesNotExist();
    }

    private Map<String, String> inTemp() {
        return Map.of("XDG_CACHE_HOME", temp.toString());
    }

    private static ToolCache cache(Map<String, String> environment, ToolCache.Builder builder) {
        return new ToolCache(environment, MODULES, builder);
    }

    private void build(Program program, GoModule module, Path file) throws IOException {
        builds.add(program);
        newProgram(file);
    }

    private void slowBuild(Program program, GoModule module, Path file) throws IOException, InterruptedException {
        Thread.sleep(200);
        build(program, module, file);
    }

    private static void newProgram(Path file) throws IOException {
        Files.writeString(file, "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
