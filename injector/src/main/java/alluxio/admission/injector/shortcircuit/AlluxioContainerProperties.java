package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.clientproperties.JavaToolOptionsVariable;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.EnvironmentVariables.VariableState;
import alluxio.admission.injector.patch.ExpandedVariable;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.JavaToolOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Alluxio properties of a container that runs Alluxio. They are appended to the options variable of its role if that is in
 * {@code env}, else to {@code JAVA_TOOL_OPTIONS}. Options there are overridden by all options of the command line, and so by what
 * a ConfigMap may set through {@code envFrom}. A variable that {@code envFrom} may supply is never added: it would hide the
 * ConfigMap's value, and with it the master's address. A properties file is not possible, since Alluxio's images have their own.
 */
final class AlluxioContainerProperties {
    /** A property that the container sets already, and the variable that sets it. */
    record PropertySetting(String variable, String value) {
        @Override
        public String toString() {
            return value + " in " + variable;
        }
    }

    private static final String RULE = "inject-property";

    private final Injection injection;
    private final AlluxioContainer target;
    private final String roleVariable;

    AlluxioContainerProperties(Injection injection, AlluxioContainer target) {
        this.injection = injection;
        this.target = target;
        this.roleVariable = target.optionsVariable(injection.profile());
    }

    /** The value that the container sets already, as far as it is known. The variables are searched in order of precedence. */
    Optional<PropertySetting> find(String key) {
        for (String variable : List.of(roleVariable, JavaOptionVariables.ALL_ROLES, JavaToolOptions.NAME)) {
            Optional<String> value = state(variable) == VariableState.VALUE
                    ? options(variable).flatMap(options -> options.property(key))
                    : Optional.empty();
            if (value.isPresent()) {
                return Optional.of(new PropertySetting(variable, value.get()));
            }
        }
        return Optional.empty();
    }

    /** Appends the properties that the container does not set yet. */
    void append(Map<String, String> properties) {
        Map<String, String> missing = new LinkedHashMap<>(properties);
        missing.keySet().removeIf(key -> find(key).isPresent());
        String variable = state(roleVariable) == VariableState.VALUE ? roleVariable : JavaToolOptions.NAME;
        VariableState state = state(variable);
        Optional<String> unknown = unknown(variable, state);
        if (!missing.isEmpty() && unknown.isPresent()) {
            warnNotAppended(unknown.get(), missing);
        } else if (missing.isEmpty() || hasRoom(variable, missing)) {
            new JavaToolOptionsVariable(injection, target.container(), variable).append(missing);
        }
    }

    /** Why the value of a variable is not known; empty if it is. */
    private Optional<String> unknown(String variable, VariableState state) {
        return switch (state) {
            case ENV_FROM ->
                Optional.of("envFrom may supply " + roleVariable + " and " + JavaToolOptions.NAME
                        + ", which an entry in env would hide");
            case REFERENCE -> Optional.of(variable + " comes from valueFrom, so its value is unknown here");
            case ABSENT, VALUE -> expanded(variable).unknownReason(variable);
        };
    }

    private void warnNotAppended(String reason, Map<String, String> missing) {
        injection
                .report()
                .warn(
                        "own-properties",
                        target + " gets no properties: "
                                + reason
                                + "; if " + roleVariable + " does not set them there, add to it "
                                + JavaToolOptions.render(missing));
    }

    private boolean hasRoom(String variable, Map<String, String> missing) {
        Optional<JavaToolOptions> options = options(variable);
        if (options.isEmpty()) {
            conflict(variable, "has an unclosed quote, so nothing can be appended; close the quote");
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
                        "short-circuit needs properties in " + variable + " of " + target + ", but that " + problem
                                + ", or leave short-circuit out with " + Keys.FEATURES);
    }

    String field(String variable) {
        return target.container().fieldOf("env", "name", variable);
    }

    private VariableState state(String variable) {
        return injection.environment().state(target.container(), variable);
    }

    private Optional<JavaToolOptions> options(String variable) {
        return JavaToolOptions.parse(value(variable));
    }

    private String value(String variable) {
        return expanded(variable).text();
    }

    private ExpandedVariable expanded(String variable) {
        return injection.environment().expanded(target.container(), variable);
    }
}
