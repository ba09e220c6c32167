package alluxio.admission.app.server;

import alluxio.admission.discovery.CompletedConfiguration.Contradiction;
import alluxio.admission.discovery.DiscoveredCluster;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what is discovered, what is left out and where a written value differs from what runs: each once, and again only after it
 * was gone. Not thread-safe.
 */
final class DiscoveryLog {
    private static final Logger log = LoggerFactory.getLogger(DiscoveryLog.class);

    private Set<String> known = Set.of();

    /** A line with the level that it has. */
    private record LogLine(boolean isWarning, String text) {}

    void changed(DecisionBasis basis) {
        List<LogLine> lines = Stream.of(
                        noProfile(basis),
                        basis.completed().contradictions().stream()
                                .map(Contradiction::message)
                                .map(text -> new LogLine(true, text + "; the written value counts")),
                        basis.completed().remarks().stream().map(text -> new LogLine(true, text)),
                        basis.found().clusters().stream().map(DiscoveryLog::found),
                        basis.found().leftOut().stream()
                                .map(left -> new LogLine(false, "Left out: " + left.object() + ": " + left.reason())))
                .flatMap(line -> line)
                .toList();
        lines.stream().filter(line -> !known.contains(line.text())).forEach(DiscoveryLog::write);
        Set<String> texts = new HashSet<>();
        lines.forEach(line -> texts.add(line.text()));
        known = texts;
    }

    private static Stream<LogLine> noProfile(DecisionBasis basis) {
        boolean isOn = basis.inputs().written().discovery().isOn();
        return isOn || !basis.completed().configuration().profiles().isEmpty()
                ? Stream.empty()
                : Stream.of(new LogLine(
                        true,
                        "There is no profile, so labelled pods are not injected: write profiles in the configuration, or name "
                                + "Alluxio's namespace in discovery.namespaces"));
    }

    private static LogLine found(DiscoveredCluster cluster) {
        String remark =
                cluster.remarks().isEmpty() ? "" : "; " + cluster.remarks().getFirst();
        return new LogLine(
                false,
                "Discovered Alluxio " + cluster.profile().name() + ", masters "
                        + cluster.profile().masters() + remark);
    }

    private static void write(LogLine line) {
        if (line.isWarning()) {
            log.warn(line.text());
        } else {
            log.info(line.text());
        }
    }
}
