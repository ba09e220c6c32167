package alluxio.admission.model.configuration;

import java.util.Locale;

/** What a broken rule does to the object. */
public enum RuleMode {
    /** The object is refused. */
    DENY,
    /** The object goes through, with a warning. */
    WARN,
    /** The rule is not checked. */
    OFF;

    /** As users write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
