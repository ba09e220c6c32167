package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.contrastsecurity.sarif.Result;
import com.contrastsecurity.sarif.SarifSchema210;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("validate")
class ValidateCommandTest {
    private static final String WORKER = """
            apiVersion: v1
            kind: Pod
            metadata: {name: worker, namespace: alluxio}
            spec:
              hostNetwork: true
              dnsPolicy: ClusterFirstWithHostNet
              hostPID: %s
              containers:
              - name: alluxio-worker
                image: alluxio/alluxio:2.9.6
                command: [tini, --, /entrypoint.sh]
                args: [worker-only, --no-format]
                env:
                - {name: ALLUXIO_WORKER_HOSTNAME, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}
                - {name: ALLUXIO_JAVA_OPTS, value: "-Dalluxio.worker.hostname=${ALLUXIO_WORKER_HOSTNAME} -Dalluxio.master.hostname=m"}
                ports: [{name: rpc, containerPort: %s}, {name: web, containerPort: 30000}]
            """;
    private static final String GOOD = WORKER.formatted("false", "29999");
    private static final String WARNED = WORKER.formatted("true", "29999");
    private static final String BAD = WORKER.formatted("true", "29998");

    @Test
    @DisplayName("exits 0 when nothing is refused, also with warnings, and 1 when something is")
    void exitCodes() {
        assertThat(validate(GOOD).exitCode()).isZero();
        assertThat(validate(WARNED).exitCode()).isZero();
        assertThat(validate(BAD).exitCode()).isEqualTo(1);
    }

    @Test
    @DisplayName("gives a finding in SARIF the same fingerprint wherever it stands, and the tool its version")
    void fingerprints() {
        JsonNode one =
                JsonMapper.shared().readTree(validate(BAD, "-o", "sarif").out()).at("/runs/0");
        JsonNode moved = JsonMapper.shared()
                .readTree(validate("# moved\n\n" + BAD, "-o", "sarif").out())
                .at("/runs/0");
        assertThat(one.at("/tool/driver/version").asString("")).isNotEmpty();
        List<String> fingerprints = one.path("results")
                .valueStream()
                .map(result ->
                        result.at("/partialFingerprints/ruleObjectPath~1v1").asString(""))
                .toList();
        assertThat(fingerprints).hasSizeGreaterThan(1).doesNotHaveDuplicates().allMatch(text -> text.length() == 32);
        assertThat(moved.path("results")
                        .valueStream()
                        .map(result -> result.at("/partialFingerprints/ruleObjectPath~1v1")
                                .asString("")))
                .containsExactlyElementsOf(fingerprints);
    }

    @Test
    @DisplayName("fails as --fail-on says, on the findings of --rules")
    void filters() {
        assertThat(validate(WARNED, "--fail-on", "warn").exitCode()).isEqualTo(1);
        assertThat(validate(BAD, "--fail-on", "never").exitCode()).isZero();
        assertThat(validate("{a: [", "--fail-on", "never").exitCode()).isEqualTo(2);
        Run some = validate(BAD, "--rules", "host-pid,inject");
        assertThat(some.exitCode()).as(some.out()).isZero();
        assertThat(some.out()).contains("host-pid").doesNotContain("worker-ports");
        assertThat(validate(BAD, "--rules", "worker-ports").exitCode()).isEqualTo(1);
        Run unknown = validate(BAD, "--rules", "worker-port");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no rule worker-port (did you mean \"worker-ports\"?)");
    }

    @Test
    @DisplayName("sums up several objects by rule, and only that with --summary; findings of a List name the item")
    void summary() {
        String list = "apiVersion: v1\nkind: List\nitems:\n"
                + (BAD + "---\n" + WARNED)
                        .lines()
                        .map(line ->
                                line.equals("---") ? "" : line.startsWith("apiVersion") ? "- " + line : "  " + line)
                        .collect(Collectors.joining("\n"));
        Run run = validate(list);
        assertThat(run.out())
                .contains("at spec.hostPID (-:10, items[0])")
                .contains(", items[1])")
                .containsPattern("(?m)^rule +objects refused +warned about\\n(.*\\n)*?worker-ports +1 +0$")
                .containsPattern("(?m)^host-pid +0 +2$");
        assertThat(validate(list, "--summary").out()).startsWith("rule ").doesNotContain("items[0]");
        assertThat(validate(list, "-o", "json").out()).contains("\"item\" : \"items[0]\"", "\"source\" : \"-\"");
        assertThat(validate(BAD).out()).doesNotContain("objects refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a: [", "just text", "kind: AdmissionReview\napiVersion: admission.k8s.io/v1\n"})
    @DisplayName("exits 2 on input that cannot be read, says where, and judges the other documents")
    void unreadable(String text) {
        Run run = validate(BAD + "---\n" + text);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("1 object: 1 refused");
        assertThat(run.err()).containsPattern("-:[0-9]+:[0-9]+: ");
    }

    @Test
    @DisplayName("exits 2 when an object takes more than a decision may, names it in a line, and judges the others")
    void overTheBudget() {
        StringBuilder text = new StringBuilder("kind: ConfigMap\nmetadata: {name: m}\ndata:\n");
        for (int i = 0; i < 1000; i++) {
            text.append("  K").append(i).append(": v\n");
        }
        text.append("---\nkind: Pod\nmetadata: {name: many}\nspec:\n  containers:\n");
        text.append("  - {name: c, envFrom: [{configMapRef: {name: m}}]}\n".repeat(2_500));
        Run run = validate(text + "---\n" + BAD);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("-: Pod default/many: not decided: the object takes more than ")
                .endsWith("shorten its longest lists and texts");
        assertThat(run.out()).contains("worker-ports", "2 objects: 1 refused");
    }

    @Test
    @DisplayName("says of each finding on which line it is, in whichever document")
    void lines() {
        Run run = validate("kind: Service\nmetadata: {name: s}\n---\n" + BAD + "---\n"
                + BAD.replace("name: worker,", "name: w2,"));
        assertThat(run.out()).contains("worker-ports at spec.containers[name=alluxio-worker].ports (-:19)");
        assertThat(run.out()).contains("worker-ports at spec.containers[name=alluxio-worker].ports (-:36)");
    }

    @Test
    @DisplayName("prints JSON with null where there is nothing")
    void json() {
        JsonNode findings =
                JsonMapper.shared().readTree(validate(BAD, "-o", "json").out()).path("findings");
        assertThat(findings.valueStream().map(f -> f.path("rule").asString()))
                .startsWith("worker-ports")
                .contains("host-pid");
        JsonNode hostPid = findings.valueStream()
                .filter(f -> f.path("rule").asString().equals("host-pid"))
                .findFirst()
                .orElseThrow();
        assertThat(hostPid.propertyNames())
                .containsExactly(
                        "rule",
                        "severity",
                        "object",
                        "path",
                        "container",
                        "found",
                        "wanted",
                        "why",
                        "fix",
                        "link",
                        "source",
                        "line",
                        "item");
        assertThat(hostPid.path("container").isNull()).isTrue();
        assertThat(hostPid.path("severity").asString()).isEqualTo("warn");
        assertThat(hostPid.path("object").toString())
                .isEqualTo("{\"kind\":\"Pod\",\"namespace\":\"alluxio\",\"name\":\"worker\"}");
    }

    @Test
    @DisplayName("writes SARIF that its schema and another reader take, with the line of each finding")
    void sarif() throws IOException {
        String text = validate("# a comment\n---\n" + BAD, "-o", "sarif").out();
        try (var schema = SarifSchema210.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            Schema checker = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(Objects.requireNonNull(schema), InputFormat.JSON);
            assertThat(checker.validate(text, InputFormat.JSON)).isEmpty();
        }
        List<Result> results = JsonMapper.shared()
                .readValue(text, SarifSchema210.class)
                .getRuns()
                .getFirst()
                .getResults();
        assertThat(results).extracting(Result::getRuleId).contains("worker-ports", "host-pid");
        Result ports = results.getFirst();
        assertThat(ports.getLevel()).isEqualTo(Result.Level.ERROR);
        assertThat(ports.getLocations()
                        .getFirst()
                        .getPhysicalLocation()
                        .getRegion()
                        .getStartLine())
                .as("of the key \"ports\"")
                .isEqualTo(18);
    }

    @Test
    @DisplayName("writes JUnit XML in which another reader finds each refusal as a failure and each warning as skipped")
    void junit(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("TEST-validate.xml"),
                validate(BAD + "---\n" + GOOD, "-o", "junit").out());
        List<ReportTestCase> cases = new TestSuiteXmlParser(new NullConsoleLogger())
                .parse(file.toString()).stream()
                        .flatMap(suite -> suite.getTestCases().stream())
                        .toList();
        assertThat(cases).filteredOn(ReportTestCase::hasFailure).singleElement().satisfies(c -> {
            assertThat(c.getName()).startsWith("worker-ports at spec.containers[name=alluxio-worker].ports");
            assertThat(c.getFailureMessage()).contains("29999");
        });
        assertThat(cases)
                .filteredOn(ReportTestCase::hasSkipped)
                .extracting(ReportTestCase::getName)
                .contains("host-pid at spec.hostPID");
    }

    @Test
    @DisplayName("judges a whole AdmissionReview: an update is only refused for what is new")
    void review() {
        String indented = BAD.indent(4);
        String review = """
                apiVersion: admission.k8s.io/v1
                kind: AdmissionReview
                request:
                  uid: u
                  operation: UPDATE
                  namespace: alluxio
                  kind: {group: "", version: v1, kind: Pod}
                  object:
                %s  oldObject:
                %s""";
        Run same = validate(review.formatted(indented, indented));
        assertThat(same.exitCode()).as(same.out() + same.err()).isZero();
        Run worse = validate(review.formatted(indented, GOOD.indent(4)));
        assertThat(worse.exitCode()).as(worse.out() + worse.err()).isEqualTo(1);
    }

    @Test
    @DisplayName("gives the injector's refusals, also for the pods of a namespace that opts in")
    void injector() {
        String deployment = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: lab}
                spec:
                  template:
                    metadata: {annotations: {alluxio.io/features: "fuze"}}
                    spec: {containers: [{name: web, image: web}]}
                """;
        String namespace =
                "apiVersion: v1\nkind: Namespace\nmetadata: {name: lab, labels: {alluxio.io/inject: \"true\"}}\n";
        assertThat(validate(deployment).exitCode()).isZero();
        Run run = validate(deployment + "---\n" + namespace);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("deny inject-annotation at spec.template.metadata.annotations[alluxio.io/features]");
    }

    @Test
    @DisplayName("obeys the configuration's modes and exemptions, and names the exempted")
    void configuration(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), """
                apiVersion: admission.alluxio.io/v1
                kind: AdmissionConfiguration
                policy:
                  rules: {host-pid: off}
                  exemptions:
                  - {rule: worker-ports, namespace: alluxio, name: "work*", reason: "moving house", until: 2999-12-31}
                """);
        Run run = validate(BAD, "--config", file.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("exempt from worker-ports until 2999-12-31: moving house")
                .doesNotContain("host-pid");
        Files.writeString(
                file,
                "apiVersion: admission.alluxio.io/v1\nkind: AdmissionConfiguration\npolicy: {rules: {worker-port: off}}\n");
        assertThat(validate(GOOD, "--config", file.toString()).err()).contains("did you mean \"worker-ports\"?");
    }

    private static Run validate(String manifest, String... more) {
        String[] arguments = new String[more.length + 3];
        System.arraycopy(new String[] {"validate", "-f", "-"}, 0, arguments, 0, 3);
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Run.with(manifest, arguments);
    }
}
