package alluxio.admission.app.chart;

import java.util.List;

/**
 * Values for a release.
 *
 * @param namespace of the release
 * @param settings such as {@code replicas=3}, with JSON on the right
 */
record ValueSet(String name, String release, String namespace, List<String> settings) {
    static ValueSet of(String... settings) {
        return new ValueSet(String.join(" ", settings), Chart.RELEASE, Chart.NAMESPACE, List.of(settings));
    }

    /** For Helm. */
    List<String> arguments() {
        return settings.stream()
                .flatMap(setting -> List.of("--set-json", setting).stream())
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
