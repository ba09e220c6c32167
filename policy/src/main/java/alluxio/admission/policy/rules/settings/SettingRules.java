package alluxio.admission.policy.rules.settings;

import alluxio.admission.policy.Rule;
import java.util.List;

/** Placeholders, credentials, and settings that nobody reads. */
public final class SettingRules {
    private SettingRules() {}

    /** In the order of their names. */
    public static List<Rule> all() {
        return List.of();
    }
}
