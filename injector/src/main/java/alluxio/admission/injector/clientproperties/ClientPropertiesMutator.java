package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.EnvironmentVariables.VariableState;
import alluxio.admission.injector.patch.ExpandedVariable;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.configuration.ClientOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Adds the client properties, such as the master's address, to {@code JAVA_TOOL_OPTIONS}, which every JVM reads. Options that
 * the user set stay. Where the variable cannot be extended safely, the properties go into a file.
 */
public final class ClientPropertiesMutator implements Mutator {
    private static final String RULE = "inject-property";

    /** As long as the longest text of an IPv6 address. */
    private static final String LONGEST_ADDRESS = "x".repeat(45);

    /** What goes wrong in a client without a property that short circuit requires. */
    private static final Map<String, String> WITHOUT_PROPERTY = Map.of(
            PropertyKeys.DOMAIN_SOCKET_AS_UUID, "never looks for the domain socket",
            PropertyKeys.USER_HOSTNAME, "never takes the worker of its node for local");

    @Override
    public boolean mutate(Injection injection) {
        if (injection.settings().clientOptions() == ClientOptions.NONE) {
            return false;
        }
        ClientPropertiesFile file = new ClientPropertiesFile(injection);
        for (PodElement container : injection.clients()) {
            Map<String, String> properties = ClientProperties.forContainer(injection, container);
            Optional<Map<String, String>> missing = missing(injection, container, properties);
            if (missing.isEmpty()) {
                continue;
            }
            JdkLimitWarning.check(injection, container, properties);
            Optional<String> fileReason = fileReason(injection, container, missing.get());
            if (fileReason.isPresent()) {
                file.mount(injection, container, fileReason.get());
            } else {
                new JavaToolOptionsVariable(injection, container, JavaToolOptions.NAME).append(missing.get());
            }
        }
        return !injection.clients().isEmpty();
    }

    /** The properties that the variable does not set yet; empty, and in the report, if it has an option that rules out the rest. */
    private static Optional<Map<String, String>> missing(
            Injection injection, PodElement container, Map<String, String> properties) {
        String value = expanded(injection, container).text();
        Optional<JavaToolOptions> options = JavaToolOptions.parse(value);
        if (options.isEmpty()) {
            reportOpenQuote(injection, container);
            return Optional.empty();
        }
        Map<String, String> missing = new LinkedHashMap<>();
        boolean compatible = true;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            Optional<String> existing = options.get().property(property.getKey());
            explain(injection, container, property, existing);
            if (existing.isEmpty()) {
                missing.put(property.getKey(), property.getValue());
            } else if (!existing.get().equals(property.getValue())) {
                compatible &= keepDifferent(injection, container, property, existing.get());
            }
        }
        return injection.report().goesOn(compatible) ? Optional.of(missing) : Optional.empty();
    }

    private static void reportOpenQuote(Injection injection, PodElement container) {
        injection
                .report()
                .conflict(
                        RULE,
                        field(container),
                        "container \"" + container.text("name") + "\" has a "
                                + JavaToolOptions.NAME
                                + " with an unclosed quote: no JVM starts with it, and nothing can be appended; "
                                + "close the quote");
    }

    private static void explain(
            Injection injection, PodElement container, Map.Entry<String, String> property, Optional<String> existing) {
        ExplanationBuilder explanation = injection.report().explanation();
        if (explanation.isWanted()) {
            explanation.property(container, ClientProperties.explain(injection, container, property, existing));
        }
    }

    /** Reports a value that differs. The user's value stays, with a warning; false if it defeats a feature of the pod. */
    private static boolean keepDifferent(
            Injection injection, PodElement container, Map.Entry<String, String> wanted, String existing) {
        String sets =
                "container \"" + container.text("name") + "\" sets it to " + existing + " in " + JavaToolOptions.NAME;
        if (WITHOUT_PROPERTY.containsKey(wanted.getKey())
                && injection
                        .featureProperties()
                        .getOrDefault(container.pointer(), Map.of())
                        .containsKey(wanted.getKey())) {
            injection
                    .report()
                    .conflict(
                            RULE,
                            field(container),
                            "short-circuit needs " + wanted.getKey() + "=" + wanted.getValue()
                                    + ", or the client " + WITHOUT_PROPERTY.get(wanted.getKey()) + ", but " + sets
                                    + "; remove the option, or leave short-circuit out with " + Keys.FEATURES);
            return false;
        }
        injection
                .report()
                .warn(
                        "property-kept",
                        "profile \"" + injection.profile().name() + "\" has " + wanted.getKey() + "="
                                + wanted.getValue() + ", but " + sets
                                + ", which stays; remove the option to use the profile's value");
        return true;
    }

    /** Why a container's properties go into a file; empty if they go into the variable. Reports nothing. */
    public static Optional<String> fileReason(Injection injection, PodElement container) {
        String value = expanded(injection, container).text();
        Map<String, String> missing = ClientProperties.forContainer(injection, container);
        JavaToolOptions.parse(value)
                .ifPresent(options ->
                        missing.keySet().removeIf(key -> options.property(key).isPresent()));
        return fileReason(injection, container, missing);
    }

    private static Optional<String> fileReason(Injection injection, PodElement container, Map<String, String> missing) {
        if (injection.settings().clientOptions() == ClientOptions.FILE) {
            return Optional.of("client options are set to file");
        }
        VariableState state = injection.environment().state(container, JavaToolOptions.NAME);
        return switch (state) {
            case REFERENCE -> Optional.of(JavaToolOptions.NAME + " comes from valueFrom, so its value is unknown here");
            case ENV_FROM ->
                Optional.of("envFrom may supply " + JavaToolOptions.NAME + ", which an entry in env would hide");
            case ABSENT, VALUE -> missing.isEmpty() ? Optional.empty() : unappendable(injection, container, missing);
        };
    }

    private static Optional<String> unappendable(
            Injection injection, PodElement container, Map<String, String> missing) {
        Optional<String> unknown = expanded(injection, container).unknownReason(JavaToolOptions.NAME);
        return unknown.isPresent() ? unknown : tooLong(injection, container, missing);
    }

    private static ExpandedVariable expanded(Injection injection, PodElement container) {
        return injection.environment().expanded(container, JavaToolOptions.NAME);
    }

    private static Optional<String> tooLong(Injection injection, PodElement container, Map<String, String> missing) {
        String joined = expanded(injection, container).text() + " " + JavaToolOptions.render(missing);
        // The address with which the kubelet replaces the reference may be longer.
        joined = joined.contains(HostnameReference.REFERENCE)
                ? joined.replace(HostnameReference.REFERENCE, LONGEST_ADDRESS)
                : joined;
        return JavaToolOptions.isTooLong(joined.strip())
                ? Optional.of(JavaToolOptions.NAME + " would be longer than JDK 8 reads (" + JavaToolOptions.MAX_BYTES
                        + " bytes, " + JavaToolOptions.MAX_OPTIONS + " options)")
                : Optional.empty();
    }

    private static String field(PodElement container) {
        return container.fieldOf("env", "name", JavaToolOptions.NAME);
    }
}
