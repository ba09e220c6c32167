package alluxio.admission.cluster.check;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What all checks found, in their order. */
public record CheckReport(List<CheckResult> results) {
    public CheckReport {
        results = List.copyOf(results);
    }

    /** The gravest of all. */
    public CheckStatus status() {
        return results.stream()
                .map(CheckResult::status)
                .filter(status -> status != CheckStatus.SKIPPED)
                .max(Enum::compareTo)
                .orElse(CheckStatus.OK);
    }

    public long count(CheckStatus status) {
        return results.stream().filter(result -> result.status() == status).count();
    }

    /** By group, in the order of the groups. */
    public Map<CheckGroup, List<CheckResult>> groups() {
        return results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.check().group(), () -> new EnumMap<>(CheckGroup.class), Collectors.toList()));
    }
}
