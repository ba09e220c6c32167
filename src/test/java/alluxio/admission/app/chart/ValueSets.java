package alluxio.admission.app.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Values in which every two choices of two kinds meet at least once. */
final class ValueSets {
    /** @param settings that make this choice; none is the default */
    private record Choice(String name, List<String> settings) {
        static Choice of(String name, String... settings) {
            return new Choice(name, List.of(settings));
        }
    }

    private static final Choice USUAL = Choice.of("-");
    private static final String NOBODY = "[{\"podSelector\":{}}]";

    private static final List<List<Choice>> CHOICES = List.of(
            List.of(
                    Choice.of("managed"),
                    Choice.of("secret", "certificates.mode=\"secret\"", "certificates.secret.name=\"my.tls\""),
                    Choice.of("cert-manager", "certificates.mode=\"cert-manager\""),
                    Choice.of(
                            "issuer",
                            "certificates.mode=\"cert-manager\"",
                            "certificates.certManager.issuerRef={\"name\":\"mine\",\"kind\":\"ClusterIssuer\"}")),
            List.of(
                    USUAL,
                    Choice.of("only-mutation", "validation.enabled=false", "mutation.failurePolicy=\"Fail\""),
                    Choice.of("only-validation", "mutation.enabled=false", "validation.failurePolicy=\"Fail\"")),
            List.of(
                    USUAL,
                    Choice.of("strict", "admissionPolicies.strict=true"),
                    Choice.of("no-policies", "admissionPolicies.enabled=false")),
            List.of(USUAL, Choice.of("one", "replicas=1"), Choice.of("hpa", "autoscaling.enabled=true")),
            List.of(
                    USUAL,
                    Choice.of(
                            "monitoring",
                            "monitoring.serviceMonitor={\"enabled\":true,\"labels\":{\"release\":\"prometheus\"}}",
                            "monitoring.prometheusRule={\"enabled\":true,\"alertLabels\":{\"team\":\"data\"}}",
                            "monitoring.dashboard.enabled=true")),
            List.of(
                    USUAL,
                    Choice.of("open", "networkPolicy.enabled=false"),
                    Choice.of(
                            "narrow",
                            "networkPolicy.managementFrom=" + NOBODY,
                            "networkPolicy.apiServer={\"cidrs\":[\"10.0.0.0/28\"],\"ports\":[443]}",
                            "networkPolicy.extraEgress=[{\"to\":" + NOBODY + "}]")),
            List.of(
                    USUAL,
                    Choice.of(
                            "pods",
                            "nodeSelector={\"disk\":\"ssd\"}",
                            "tolerations=[{\"operator\":\"Exists\"}]",
                            "affinity={\"podAntiAffinity\":{}}",
                            "podLabels={\"team\":\"data\"}",
                            "podAnnotations={\"note\":\"1\"}",
                            "extraEnv=[{\"name\":\"JAVA_TOOL_OPTIONS\",\"value\":\"-Xmx120m\"}]",
                            "imagePullSecrets=[{\"name\":\"registry\"}]",
                            "image.digest=\"sha256:" + "0".repeat(64) + "\"",
                            "commonLabels={\"owner\":\"data\"}",
                            "server={\"bind\":\"::\",\"port\":9443,\"logLevel\":\"debug\"}")),
            List.of(
                    USUAL,
                    Choice.of(
                            "accounts",
                            "serviceAccount={\"create\":false,\"name\":\"mine\"}",
                            "rbac.create=false",
                            "uninstallHook.enabled=false",
                            "webhookAnnotations={\"a\":\"b\"}")),
            List.of(
                    USUAL,
                    Choice.of(
                            "placed",
                            "priorityClassName=\"\"",
                            "hostNetwork=true",
                            "topologySpread.enabled=false",
                            "resources=null")),
            List.of(
                    USUAL,
                    Choice.of("discovery", "discovery.namespaces=[\"alluxio\",\"alluxio-admission\"]"),
                    Choice.of("pods", "discovery={\"namespaces\":[\"alluxio\"],\"hostPaths\":[\"/a\"],\"pods\":true}"),
                    Choice.of("written", "config.discovery={\"namespaces\":[\"alluxio\"],\"pods\":true}")),
            List.of(
                    USUAL,
                    Choice.of("client-ca", "clientCA.configMapName=\"api-servers\""),
                    Choice.of("client-ca-secret", "clientCA.secretName=\"api.servers\"")),
            List.of(
                    USUAL,
                    Choice.of(
                            "named",
                            "fullnameOverride=\"other\"",
                            "namespaceSelector.excluded=[\"kube-system\",\"kube-public\"]")));

    private ValueSets() {}

    /** The defaults first. */
    static List<ValueSet> all() {
        List<ValueSet> sets = new ArrayList<>(List.of(ValueSet.of()));
        Set<List<Integer>> unmet = pairs();
        while (!unmet.isEmpty()) {
            int[] row = row(unmet);
            unmet.removeAll(met(row));
            sets.add(set(row));
        }
        return sets;
    }

    private static ValueSet set(int[] row) {
        List<Choice> chosen = IntStream.range(0, row.length)
                .mapToObj(kind -> CHOICES.get(kind).get(row[kind]))
                .toList();
        return new ValueSet(
                String.join(" ", chosen.stream().map(Choice::name).toList()),
                "release",
                Chart.NAMESPACE,
                chosen.stream().flatMap(choice -> choice.settings().stream()).toList());
    }

    /** Begins with a pair that has not met, and takes for each other kind what meets most. */
    private static int[] row(Set<List<Integer>> unmet) {
        List<Integer> first = unmet.iterator().next();
        int[] row = IntStream.range(0, CHOICES.size()).map(kind -> -1).toArray();
        row[first.get(0)] = first.get(1);
        row[first.get(2)] = first.get(3);
        for (int kind = 0; kind < row.length; kind++) {
            if (row[kind] < 0) {
                row[kind] = best(row, kind, unmet);
            }
        }
        return row;
    }

    private static int best(int[] row, int kind, Set<List<Integer>> unmet) {
        int best = 0;
        long most = -1;
        for (int choice = 0; choice < CHOICES.get(kind).size(); choice++) {
            int[] tried = row.clone();
            tried[kind] = choice;
            long meets = met(tried).stream().filter(unmet::contains).count();
            if (meets > most) {
                most = meets;
                best = choice;
            }
        }
        return best;
    }

    private static Set<List<Integer>> met(int[] row) {
        Set<List<Integer>> met = newSet();
        for (int a = 0; a < row.length; a++) {
            for (int b = a + 1; b < row.length; b++) {
                if (row[a] >= 0 && row[b] >= 0) {
                    met.add(List.of(a, row[a], b, row[b]));
                }
            }
        }
        return met;
    }

    private static Set<List<Integer>> pairs() {
        Set<List<Integer>> pairs = newSet();
        for (int a = 0; a < CHOICES.size(); a++) {
            for (int b = a + 1; b < CHOICES.size(); b++) {
                for (int i = 0; i < CHOICES.get(a).size(); i++) {
                    for (int j = 0; j < CHOICES.get(b).size(); j++) {
                        pairs.add(List.of(a, i, b, j));
                    }
                }
            }
        }
        return pairs;
    }

    /** In a fixed order, so that every run has the same values. */
    private static Set<List<Integer>> newSet() {
        return new TreeSet<>(java.util.Comparator.comparing(List::toString));
    }
}
