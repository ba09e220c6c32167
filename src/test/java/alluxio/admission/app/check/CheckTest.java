package alluxio.admission.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.CheckRun;
import alluxio.admission.cluster.check.CheckReport;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckStatus;
import alluxio.admission.cluster.facts.ClusterFacts.TrialPod;
import alluxio.admission.cluster.facts.KindListing;
import alluxio.admission.cluster.facts.ReadableKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The outputs are kept in files; to change them, run with GOLDEN_UPDATE=1 in the environment and review the difference. */
@DisplayName("check")
class CheckTest {
    private static final Path GOLDEN = Path.of("test/resources/check/golden");
    private static final String HEALTHY = "healthy.txt";

    @Test
    @DisplayName("finds nothing in a healthy cluster")
    void healthy() throws IOException {
        CheckReport report = CheckRun.report(new TestCluster().facts());
        compare(HEALTHY, report);
        assertThat(report.results()).extracting(CheckResult::status).containsOnly(CheckStatus.OK);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("names the fault, and nothing else")
    void fault(Fault fault) throws IOException {
        CheckReport report = CheckRun.report(fault.broken().facts());
        List<CheckResult> notOk = report.results().stream()
                .filter(result -> result.status() != CheckStatus.OK)
                .toList();
        compare(fault.file(), new CheckReport(notOk));
        assertThat(notOk)
                .filteredOn(result -> result.status() != CheckStatus.SKIPPED)
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.check().id()).isEqualTo(fault.check());
                    assertThat(result.hint()).isNotEmpty();
                });
    }

    @Test
    @DisplayName("says how many workers of a large cluster were asked")
    void sample() {
        TestCluster cluster = new TestCluster();
        cluster.answers
                .keySet()
                .removeIf(request -> request.pod().equals("alluxio-worker-2")
                        && request.path().equals("/metrics/json/"));
        assertThat(CheckRun.report(cluster.facts()).results())
                .filteredOn(result -> result.check().id().equals("sockets-used"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.status()).isEqualTo(CheckStatus.OK);
                    assertThat(result.seen()).endsWith("; asked 1 of 2 workers");
                });
    }

    @Test
    @DisplayName("says how many masters were asked, where the limit leaves some out")
    void sampleOfMasters() {
        TestCluster cluster = new TestCluster();
        cluster.answers.keySet().removeIf(request -> request.pod().equals("alluxio-master-0"));
        CheckReport report = CheckRun.report(cluster.facts());
        assertThat(seen(report, "bytes"))
                .isEqualTo("skipped alluxio/alluxio: no master was asked; asked 0 of 1 masters");
        assertThat(seen(report, "workers")).isEqualTo("ok alluxio/alluxio: 2 of 2 ready; asked 0 of 1 masters");
        assertThat(seen(report, "sockets")).startsWith("ok ").endsWith(" in the workers; asked 0 of 1 masters");
    }

    @Test
    @DisplayName("says nothing about annotations of pods in namespaces whose labels it may not read")
    void namespacesNotSeen() {
        TestCluster cluster = new TestCluster();
        cluster.add("""
                {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: elsewhere, annotations: {alluxio.io/features: fuse}}, status: {phase: Running}}
                """);
        assertThat(seen(CheckRun.report(cluster.facts()), "keys")).isEqualTo("warning 1 key does nothing");
        cluster.forbidden.put(ReadableKind.NAMESPACE, new KindListing(List.of(), Set.of(), List.of("cannot list")));
        assertThat(seen(CheckRun.report(cluster.facts()), "keys")).isEqualTo("ok none without effect");
    }

    @Test
    @DisplayName("says that the only pods that opted in have ended")
    void ended() {
        TestCluster cluster = new TestCluster();
        for (String name : List.of("web-6f-a", "web-6f-b", "reader-0")) {
            cluster.remove("Pod", "team", name);
        }
        assertThat(seen(CheckRun.report(cluster.facts()), "injected")).isEqualTo("ok no pod has opted in");
        cluster.add("""
                {apiVersion: v1, kind: Pod, metadata: {name: over, namespace: default, labels: {alluxio.io/inject: "true"}}, status: {phase: Failed}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: other, namespace: default}, status: {phase: Failed}}
                """);
        assertThat(seen(CheckRun.report(cluster.facts()), "injected"))
                .isEqualTo("ok no pod that runs has opted in (1 has ended)");
    }

    @Test
    @DisplayName("has pods created again at once where the dry run was answered, and otherwise when the webhook works")
    void whenToCreateAgain() {
        TestCluster cluster = Fault.NOT_INJECTED.broken();
        assertThat(hint(CheckRun.report(cluster.facts()), "injected")).startsWith("create them again: kubectl");
        cluster.trial = Optional.of(new TrialPod("default", "", ""));
        assertThat(hint(CheckRun.report(cluster.facts()), "injected"))
                .startsWith("when the webhook works, create them again: kubectl");
    }

    @Test
    @DisplayName("compares the loaded configuration only with servers that say which one they have")
    void withoutDigest() {
        TestCluster cluster = Fault.CONFIGURATION_NOT_YET_LOADED.broken();
        assertThat(seen(CheckRun.report(cluster.facts()), "configuration-loaded"))
                .isEqualTo("warning 0 of 2 servers have the newest configuration");
        cluster.withoutDigests();
        assertThat(seen(CheckRun.report(cluster.facts()), "configuration-loaded"))
                .isEqualTo("ok by 2 of 2 servers");
    }

    @Test
    @DisplayName("agrees with profile, which says of a namespace that the webhook does not look there")
    void untrustedNamespaces() {
        TestCluster cluster = Fault.NOT_TRUSTED.broken();
        assertThat(CheckRun.untrusted(cluster.facts(), List.of("alluxio", "lab")))
                .containsExactly("namespace lab is not in discovery.namespaces (alluxio) of the installation in "
                        + "alluxio-admission: the webhook does not use this");
        assertThat(CheckRun.untrusted(Fault.NO_INSTALLATION.broken().facts(), List.of("lab")))
                .isEmpty();
    }

    private static String hint(CheckReport report, String check) {
        return report.results().stream()
                .filter(result -> result.check().id().equals(check))
                .map(CheckResult::hint)
                .collect(Collectors.joining("\n"));
    }

    private static String seen(CheckReport report, String check) {
        return report.results().stream()
                .filter(result -> result.check().id().equals(check))
                .map(result -> result.status().name().toLowerCase(Locale.ROOT) + " " + result.seen())
                .collect(Collectors.joining("\n"));
    }

    @Test
    @DisplayName("has a fault for each check, and no output without a fault")
    void complete() throws IOException {
        assertThat(Arrays.stream(Fault.values()).map(Fault::check).collect(Collectors.toSet()))
                .containsAll(CheckRun.report(new TestCluster().facts()).results().stream()
                        .map(result -> result.check().id())
                        .filter(id -> !id.equals("bytes"))
                        .toList());
        TreeSet<String> wanted = new TreeSet<>(List.of(HEALTHY));
        Arrays.stream(Fault.values()).map(Fault::file).forEach(wanted::add);
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    private static void compare(String file, CheckReport report) throws IOException {
        String text = CheckRun.text(report);
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(GOLDEN.resolve(file), text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN.resolve(file)));
    }
}
