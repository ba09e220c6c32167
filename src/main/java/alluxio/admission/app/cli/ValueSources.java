package alluxio.admission.app.cli;

import alluxio.admission.injector.explain.Explanation;
import alluxio.admission.injector.explain.Explanation.ExplainedValue;
import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.ProfileKey;
import java.util.Map;

/**
 * Which object of Alluxio a value of an explanation was read from. Looked up when it is printed: a decision does not know
 * whether its profile was written or discovered.
 *
 * @param discovered the sources of the discovered values, by the profile's name
 */
record ValueSources(Map<String, Map<ProfileKey, String>> discovered) {
    private static final String SCHEDULING = "scheduling";

    /** The sources of the profile that the pod has. */
    Map<ProfileKey, String> of(Explanation explanation) {
        return explanation.settings().stream()
                .filter(setting -> setting.name().equals(Keys.PROFILE) || Keys.PROFILE.endsWith("/" + setting.name()))
                .findFirst()
                .map(setting -> discovered.getOrDefault(setting.value(), Map.of()))
                .orElse(Map.of());
    }

    /** Such as {@code DaemonSet alluxio/alluxio-worker}; "" where the value was not discovered. */
    static String source(Map<ProfileKey, String> sources, ExplainedValue value) {
        if (value.origin() != ValueOrigin.PROFILE && value.origin() != ValueOrigin.COMPUTED) {
            return "";
        }
        return sources.entrySet().stream()
                .filter(each -> isFrom(each.getKey(), value.from()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static boolean isFrom(ProfileKey key, String from) {
        return key.path().equals(from)
                || from.startsWith(key.path() + " ")
                || (key == ProfileKey.NODES && from.equals(SCHEDULING));
    }
}
