package alluxio.admission.cluster.check.before;

import alluxio.admission.cluster.facts.AccessQuestion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be installed.
 *
 * @param name of the release, and of its objects
 * @param rights of the caller
 */
public record PlannedInstallation(String namespace, String name, Map<AccessQuestion, Boolean> rights) {
    public PlannedInstallation {
        rights = Collections.unmodifiableMap(new LinkedHashMap<>(rights));
    }
}
