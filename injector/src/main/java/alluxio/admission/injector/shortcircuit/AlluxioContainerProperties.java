package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.EnvironmentVariables.State;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.JavaToolOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The properties of a container of Alluxio's own: appended to the variable of its role where that stands in {@code env},
 * else to {@code JAVA_TOOL_OPTIONS}, which loses against every option on the command line and so against what a ConfigMap
 * may set by {@code envFrom}. A variable that {@code envFrom} may supply is never created: it would hide the ConfigMap's
 * value, and with it the master's address. A properties file is no way out, as Alluxio's images have one of their own.
 */
final class AlluxioContainerProperties {
    /** A property that the container sets itself, and where. */
    record Setting(String variable, String value) {
        @Override
        public String toString() {
            return value + " in " + variable;
        }
    }

    private static final String RULE = "inject-property";

    private final Injection injection;
    private final AlluxioContainer own;
    private final String roleVariable;

    AlluxioContainerProperties(Injection injection, AlluxioContainer own) {
        this.injection = injection;
        this.own = own;
        this.roleVariable = own.optionsVariable(injection.profile());
    }

    /** What the container itself sets, as far as it can be seen; the variables in the order in which they win. */
    Optional<Setting> find(String key) {
        for (String variable : List.of(roleVariable, JavaOptionVariables.ALL_ROLES, JavaToolOptions.NAME)) {
            Optional<String> value = state(variable) == State.VALUE
                    ? options(variable).flatMap(options -> options.property(key))
                    : Optional.empty();
            if (value.isPresent()) {
                return Optional.of(new Setting(variable, value.get()));
            }
        }
        return Optional.empty();
    }

    /** Adds what the container does not set yet. */
    void give(Map<String, String> properties) {
        Map<String, String> missing = new LinkedHashMap<>(properties);
        missing.keySet().removeIf(key -> find(key).isPresent());
        String variable = state(roleVariable) == State.VALUE ? roleVariable : JavaToolOptions.NAME;
        State state = state(variable);
        if (!missing.isEmpty() && (state == State.MAYBE || state == State.REFERENCE)) {
            notGiven(state, missing);
        } else if (missing.isEmpty() || hasRoom(variable, missing)) {
            injection.environment().presentOptions(own.container(), variable);
            injection.environment().appendOptions(own.container(), variable, missing);
        }
    }

    private void notGiven(State state, Map<String, String> missing) {
        injection
                .report()
                .warn(
                        "own-properties",
                        own + " gets no properties: "
                                + (state == State.MAYBE
                                        ? "envFrom may supply " + roleVariable + " and " + JavaToolOptions.NAME
                                                + ", which env would hide"
                                        : JavaToolOptions.NAME
                                                + " comes from valueFrom, so its value is not known here")
                                + "; if " + roleVariable + " does not have them there, add "
                                + JavaToolOptions.render(missing));
    }

    private boolean hasRoom(String variable, Map<String, String> missing) {
        Optional<JavaToolOptions> options = options(variable);
        if (options.isEmpty()) {
            conflict(variable, "has a quote that is never closed, so that nothing can be appended; close the quote");
            return false;
        }
        String joined = value(variable) + " " + JavaToolOptions.render(missing);
        if (variable.equals(JavaToolOptions.NAME) && JavaToolOptions.isTooLong(joined.strip())) {
            conflict(
                    variable,
                    "would be longer than JDK 8 reads (" + JavaToolOptions.MAX_BYTES + " bytes, "
                            + JavaToolOptions.MAX_OPTIONS + " options); move options to " + roleVariable);
            return false;
        }
        return true;
    }

    private void conflict(String variable, String problem) {
        injection
                .report()
                .conflict(
                        RULE,
                        field(variable),
                        "short-circuit needs properties in " + variable + " of " + own + ", but that " + problem
                                + ", or leave short-circuit out with " + Keys.FEATURES);
    }

    String field(String variable) {
        return own.container().fieldOf("env", "name", variable);
    }

    private State state(String variable) {
        return injection.environment().state(own.container(), variable);
    }

    private Optional<JavaToolOptions> options(String variable) {
        return JavaToolOptions.parse(value(variable));
    }

    private String value(String variable) {
        return JavaToolOptions.unescapeDollars(injection.environment().value(own.container(), variable));
    }
}
