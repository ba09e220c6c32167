package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.apply;
import static alluxio.admission.injector.Fixtures.everything;
import static alluxio.admission.injector.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.kube.LabelRequirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Runs the injector over one pod of each kind, once for each feature. With GOLDEN_UPDATE=1 it rewrites the page. */
@DisplayName("The table of special pods")
class SpecialPodsTableTest {
    private static final Path PAGE = Path.of("../docs/special-pods.md");
    private static final String START = "<!-- the table: made by SpecialPodsTableTest -->\n";
    private static final String END = "<!-- end of the table -->\n";

    /** @param sign what a pod that has it contains */
    private record Column(
            String title, String features, String clientOptions, Consumer<Fixtures.Draft> profile, String sign) {
        static Column of(String title, String feature, Consumer<Fixtures.Draft> profile, String sign) {
            return new Column(title, feature, "none", profile, sign);
        }
    }

    private static final String OURS = "'name':'alluxio-worker','image':'alluxio/alluxio:2.9.6'";

    private static List<Column> columns() {
        ShortCircuitSettings local = new ShortCircuitSettings(
                ShortCircuitPolicy.LOCAL, true, Optional.empty(), "/opt/domain", List.of("/mnt/ram"));
        ShortCircuitSettings claim =
                new ShortCircuitSettings(ShortCircuitPolicy.UUID, true, Optional.empty(), "/opt/domain", List.of());
        return List.of(
                Column.of("short-circuit uuid", "short-circuit", draft -> {}, "\"mountPath\":\"/opt/domain\""),
                Column.of(
                        "local",
                        "short-circuit",
                        draft -> draft.shortCircuit = Optional.of(local),
                        "\"mountPath\":\"/mnt/ram\""),
                Column.of("on a claim", "short-circuit", draft -> draft.shortCircuit = Optional.of(claim), "(never)"),
                new Column("client properties env", "", "env", draft -> {}, "-Dalluxio.master.hostname"),
                new Column("file", "", "file", draft -> {}, "\"mountPath\":\"/etc/alluxio"),
                Column.of("fuse host", "fuse", draft -> {}, "\"mountPath\":\"/mnt/alluxio\""),
                Column.of(
                        "fuse sidecar",
                        "fuse",
                        draft -> draft.fuse = Optional.of(Fixtures.sidecar("alluxio/alluxio:2.9.6", "fuse", "/")),
                        "\"mountPath\":\"/mnt/alluxio\""),
                Column.of("hdfs", "hdfs", draft -> {}, "\"mountPath\":\"/secrets/hdfsConfig\""),
                Column.of("host-aliases", "host-aliases", draft -> {}, "namenode"),
                Column.of(
                        "scheduling",
                        "",
                        draft -> draft.scheduling = new SchedulingSettings(
                                SchedulingMode.AUTO, List.of(LabelRequirement.label("disk", "ssd"))),
                        "\"values\":[\"ssd\"]"));
    }

    private static Map<String, ObjectNode> pods() {
        Map<String, ObjectNode> pods = new LinkedHashMap<>();
        pods.put("an ordinary pod", spec(""));
        pods.put("`hostNetwork`", spec("'hostNetwork':true"));
        pods.put(
                "`hostNetwork`, `dnsPolicy: ClusterFirstWithHostNet`",
                spec("'hostNetwork':true,'dnsPolicy':'ClusterFirstWithHostNet'"));
        pods.put("`hostPID`, `hostIPC`", spec("'hostPID':true,'hostIPC':true"));
        pods.put("`shareProcessNamespace`", spec("'shareProcessNamespace':true"));
        pods.put("`dnsConfig` with `nameservers` or `searches`", spec("'dnsConfig':{'searches':['example.com']}"));
        pods.put(
                "`hostAliases` with a master's name",
                spec("'hostAliases':[{'ip':'10.0.0.9','hostnames':['alluxio-master-0.alluxio.svc']}]"));
        pods.put(
                "mounts of injected volumes that it does not define",
                json(
                        "{'metadata':{'labels':{'alluxio.io/inject':'true'}},'spec':{'containers':[{'name':'app','image':'app:1','volumeMounts':["
                                + "{'name':'alluxio-domain','mountPath':'/a'},{'name':'alluxio-tier-mnt-ram','mountPath':'/b'},"
                                + "{'name':'alluxio-fuse','mountPath':'/c'},{'name':'alluxio-client-properties','mountPath':'/d'},"
                                + "{'name':'alluxio-hdfs-alluxio-hdfs-config','mountPath':'/e'}]}]}}"));
        pods.put("`hostUsers: false`", spec("'hostUsers':false"));
        pods.put("Windows", spec("'os':{'name':'windows'}"));
        pods.put("`runtimeClassName`, a sandbox", spec("'runtimeClassName':'gvisor'"));
        pods.put("`runtimeClassName`, known", spec("'runtimeClassName':'nvidia'"));
        pods.put("SELinux options", spec("'securityContext':{'seLinuxOptions':{'level':'s0:c1,c2'}}"));
        pods.put(
                "not root, with an `fsGroup`",
                spec("'securityContext':{'runAsNonRoot':true,'runAsUser':1000,'fsGroup':1000}"));
        pods.put(
                "of a Job, `restartPolicy: Never`",
                pod("'ownerReferences':[{'kind':'Job','controller':true}]", "'restartPolicy':'Never'"));
        pods.put("of a DaemonSet", pod("'ownerReferences':[{'kind':'DaemonSet','controller':true}]", ""));
        pods.put("`nodeName` set", spec("'nodeName':'node-1'"));
        pods.put(
                "only an init container is chosen",
                pod(
                        "'annotations':{'alluxio.io/containers':'load'}",
                        "'initContainers':[{'name':'load','image':'l:1'}]"));
        pods.put("ephemeral containers", spec("'ephemeralContainers':[{'name':'debug','image':'d:1'}]"));
        pods.put("static, as its mirror", pod("'annotations':{'kubernetes.io/config.mirror':'x'}", ""));
        pods.put("being deleted", pod("'deletionTimestamp':'2026-01-01T00:00:00Z'", ""));
        pods.put(
                "with a status of another pod",
                pod(
                        "'annotations':{'alluxio.io/status':'{\\\"schema\\\":1,\\\"result\\\":\\\"injected\\\",\\\"added\\\":{\\\"volumes\\\":{\\\"\\\":{\\\"alluxio-domain\\\":\\\"x\\\"}}}}'}",
                        ""));
        pods.put("Alluxio's worker", own("'args':['worker-only']", ""));
        pods.put("Alluxio's job worker", own("'args':['job-worker']", ""));
        pods.put("Alluxio's FUSE", own("'args':['fuse']", ""));
        pods.put("Alluxio's master, proxy, log server", own("'args':['master-only']", ""));
        pods.put("Fluid's Alluxio", own("'args':['worker-only']", ",'fluid.io/dataset':'d'"));
        return pods;
    }

    @Test
    @DisplayName("is what the injector decides for each kind of pod")
    void table() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(START) + START.length();
        int end = page.indexOf(END);
        assertThat(page).contains(START, END);
        String current = page.substring(0, start) + rendered() + page.substring(end);
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(PAGE, current);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(current);
    }

    private static String rendered() {
        StringBuilder table = new StringBuilder("| |");
        columns().forEach(column -> table.append(' ').append(column.title()).append(" |"));
        table.append("\n|---|").append("---|".repeat(columns().size())).append('\n');
        pods().forEach((name, pod) -> {
            String cells = columns().stream().map(column -> cell(column, pod)).collect(Collectors.joining(" | "));
            table.append("| ").append(name).append(" | ").append(cells).append(" |\n");
        });
        return table.toString();
    }

    private static String cell(Column column, ObjectNode pod) {
        Decision decision = decide(column, pod);
        String outcome = switch (decision) {
            case Decision.NotOptedIn notAsked -> "untouched";
            case Decision.Skipped skipped -> "skipped";
            case Decision.Refused refused ->
                "refused: "
                        + refused.refusals().stream()
                                .map(Refusal::rule)
                                .distinct()
                                .collect(Collectors.joining(", "));
            case Decision.Injected injected ->
                apply(pod, injected.patch()).toString().contains(column.sign()) ? "injected" : "left out";
        };
        return decision instanceof Decision.Injected ? outcome + told(decision.notes(), plain(column)) : outcome;
    }

    /** Notes that an ordinary pod does not get; a warning that explains why all is left out is listed each time. */
    private static String told(List<Note> notes, List<Note> ordinary) {
        String codes = notes.stream()
                .filter(note -> !ordinary.contains(note) || note.code().equals("short-circuit-left-out"))
                .map(note -> (note.severity() == Note.NoteSeverity.WARNING ? "warned: " : "told: ") + note.code())
                .distinct()
                .collect(Collectors.joining(", "));
        return codes.isEmpty() ? "" : ", " + codes;
    }

    private static List<Note> plain(Column column) {
        return decide(column, spec("")).notes();
    }

    private static Decision decide(Column column, ObjectNode pod) {
        Profile profile = Fixtures.with(everything(Set.of()), column.profile());
        Fixtures.annotate(pod, Keys.FEATURES, column.features());
        Fixtures.annotate(pod, Keys.CLIENT_OPTIONS, column.clientOptions());
        return Fixtures.decide(Fixtures.injector(profile), pod);
    }

    private static ObjectNode spec(String spec) {
        return pod("", spec);
    }

    private static ObjectNode pod(String metadata, String spec) {
        return json("{'metadata':{'labels':{'alluxio.io/inject':'true'}" + (metadata.isEmpty() ? "" : "," + metadata)
                + "},'spec':{'containers':[{'name':'app','image':'a:1'}]" + (spec.isEmpty() ? "" : "," + spec) + "}}");
    }

    private static ObjectNode own(String container, String labels) {
        return json("{'metadata':{'labels':{'alluxio.io/inject':'true'" + labels + "}},'spec':{'containers':[{" + OURS
                + "," + container + "}]}}");
    }
}
