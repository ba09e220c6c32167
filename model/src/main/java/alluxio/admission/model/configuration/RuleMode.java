package alluxio.admission.model.configuration;

import java.util.Locale;

/** What happens when a rule is broken. */
public enum RuleMode {
    /** The object is refused. */
    DENY,
    /** The object goes through, with a warning. */
    WARN,
    /** The rule is not asked. */
    OFF;

    /** As users write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
