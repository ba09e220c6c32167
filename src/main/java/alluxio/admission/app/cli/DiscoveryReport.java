package alluxio.admission.app.cli;

import alluxio.admission.app.config.ConfigurationWriter;
import alluxio.admission.discovery.CompletedConfiguration;
import alluxio.admission.discovery.CompletedConfiguration.Contradiction;
import alluxio.admission.discovery.DiscoveredCluster;
import alluxio.admission.discovery.DiscoveryResult;
import java.util.ArrayList;
import java.util.List;

/** Prints what was discovered: the configuration on stdout, ready to be saved, and all else on stderr. */
final class DiscoveryReport {
    private final Console console;

    DiscoveryReport(Console console) {
        this.console = console;
    }

    void print(DiscoveryResult found, CompletedConfiguration completed) {
        console.data(new ConfigurationWriter().write(completed));
        differences(completed.contradictions());
        completed
                .configuration()
                .discovered()
                .unavailable()
                .forEach((profile, reason) -> console.report("profile \"" + profile + "\" is left out: " + reason));
        completed.remarks().forEach(console::report);
        for (DiscoveredCluster cluster : found.clusters()) {
            cluster.remarks().forEach(remark -> console.report(cluster.profile().name() + ": " + remark));
        }
        found.leftOut().forEach(out -> console.report(out.object() + " " + out.reason()));
        if (found.clusters().isEmpty()) {
            console.report("no Alluxio was found");
        }
    }

    /** Side by side, what is written first, because that counts. */
    private void differences(List<Contradiction> contradictions) {
        if (contradictions.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("profile", "key", "written (counts)", "discovered", "source"));
        for (Contradiction each : contradictions) {
            rows.add(List.of(each.profile(), each.key().path(), each.written(), each.discovered(), each.source()));
        }
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], console.width(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i));
                line.repeat(' ', i + 1 < columns ? widths[i] - console.width(row.get(i)) + 2 : 0);
            }
            console.report(line.toString());
        }
    }
}
