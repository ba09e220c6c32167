package alluxio.admission.discovery;

import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.ProfileKey;
import java.util.List;
import java.util.Map;

/**
 * A configuration whose profiles are complete: written, then discovered, then built-in values.
 *
 * @param configuration to decide with
 * @param sources of the discovered values, by the profile's name
 * @param contradictions where a written value differs from what runs
 * @param remarks about profiles that could not be completed as their author may expect
 */
public record CompletedConfiguration(
        AdmissionConfiguration configuration,
        Map<String, Map<ProfileKey, String>> sources,
        List<Contradiction> contradictions,
        List<String> remarks) {
    public CompletedConfiguration {
        sources = Map.copyOf(sources);
        contradictions = List.copyOf(contradictions);
        remarks = List.copyOf(remarks);
    }

    /**
     * A written value that differs from the discovered one; the written one counts.
     *
     * @param source of the discovered value
     */
    public record Contradiction(String profile, ProfileKey key, String written, String discovered, String source) {
        /** For logs and {@code check}. */
        public String message() {
            return "profile \"" + profile + "\": " + key.path() + " is " + written + ", but " + source + " has "
                    + discovered;
        }
    }
}
