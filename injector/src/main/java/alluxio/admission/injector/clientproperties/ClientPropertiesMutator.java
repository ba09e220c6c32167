package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.EnvironmentVariables.State;
import alluxio.admission.injector.patch.HostnameReference;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.configuration.ClientOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells each client where its Alluxio is, in {@code JAVA_TOOL_OPTIONS}, which every JVM reads. What the user has set
 * there stays. Where the variable cannot be extended safely, a properties file does the same.
 */
public final class ClientPropertiesMutator implements Mutator {
    private static final String RULE = "inject-property";

    /** The longest text of an IPv6 address. */
    private static final int MAX_ADDRESS = 45;

    /** What a client does without a property that short circuit needs. */
    private static final Map<String, String> NEEDED = Map.of(
            PropertyKeys.DOMAIN_SOCKET_AS_UUID, "never looks for the domain socket",
            PropertyKeys.USER_HOSTNAME, "never takes the worker of its node for local");

    @Override
    public boolean mutate(Injection injection) {
        if (injection.settings().clientOptions() == ClientOptions.NONE) {
            return false;
        }
        ClientPropertiesFile file = new ClientPropertiesFile(injection);
        for (PodElement container : injection.clients()) {
            Map<String, String> properties = ClientProperties.of(injection, container);
            Optional<Map<String, String>> missing = missing(injection, container, properties);
            if (missing.isEmpty()) {
                continue;
            }
            Optional<String> whyFile = whyFile(injection, container, missing.get());
            if (whyFile.isPresent()) {
                file.give(injection, container, whyFile.get());
            } else {
                injection.environment().presentOptions(container, JavaToolOptions.NAME);
                injection.environment().appendOptions(container, JavaToolOptions.NAME, missing.get());
            }
        }
        return !injection.clients().isEmpty();
    }

    /** The properties that the variable does not set yet; empty when something in it cannot stay. */
    private static Optional<Map<String, String>> missing(
            Injection injection, PodElement container, Map<String, String> properties) {
        String value = JavaToolOptions.unescapeDollars(injection.environment().value(container, JavaToolOptions.NAME));
        Optional<JavaToolOptions> options = JavaToolOptions.parse(value);
        if (options.isEmpty()) {
            injection
                    .report()
                    .conflict(
                            RULE,
                            field(container),
                            "container \"" + container.text("name") + "\" has a "
                                    + JavaToolOptions.NAME
                                    + " with a quote that is never closed: no JVM starts with it, and nothing can be "
                                    + "appended; close the quote");
            return Optional.empty();
        }
        Map<String, String> missing = new LinkedHashMap<>();
        boolean good = true;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            Optional<String> theirs = options.get().property(property.getKey());
            injection
                    .report()
                    .reasons()
                    .property(container, ClientProperties.explain(injection, container, property, theirs));
            if (theirs.isEmpty()) {
                missing.put(property.getKey(), property.getValue());
            } else if (!theirs.get().equals(property.getValue())) {
                good &= contradiction(injection, container, property, theirs.get());
            }
        }
        return good ? Optional.of(missing) : Optional.empty();
    }

    /** Whether the rest can go on: a user's value is respected, but not one that undoes what the pod asks for. */
    private static boolean contradiction(
            Injection injection, PodElement container, Map.Entry<String, String> ours, String theirs) {
        String sets =
                "container \"" + container.text("name") + "\" sets it to " + theirs + " in " + JavaToolOptions.NAME;
        if (NEEDED.containsKey(ours.getKey())
                && injection
                        .featureProperties()
                        .getOrDefault(container.pointer(), Map.of())
                        .containsKey(ours.getKey())) {
            injection
                    .report()
                    .conflict(
                            RULE,
                            field(container),
                            "short-circuit needs " + ours.getKey() + "=" + ours.getValue()
                                    + ", or the client " + NEEDED.get(ours.getKey()) + ", but " + sets
                                    + "; remove the option, or leave short-circuit out with " + Keys.FEATURES);
            return false;
        }
        injection
                .report()
                .warn(
                        "property-kept",
                        "profile \"" + injection.profile().name() + "\" has " + ours.getKey() + "=" + ours.getValue()
                                + ", but " + sets + ", and keeps its own value");
        return true;
    }

    /** Why a container's properties go into a file; what stands in the way of either is reported later. */
    public static Optional<String> whyFile(Injection injection, PodElement container) {
        String value = JavaToolOptions.unescapeDollars(injection.environment().value(container, JavaToolOptions.NAME));
        Map<String, String> missing = ClientProperties.of(injection, container);
        JavaToolOptions.parse(value)
                .ifPresent(options ->
                        missing.keySet().removeIf(key -> options.property(key).isPresent()));
        return whyFile(injection, container, missing);
    }

    private static Optional<String> whyFile(Injection injection, PodElement container, Map<String, String> missing) {
        if (injection.settings().clientOptions() == ClientOptions.FILE) {
            return Optional.of("client options are set to file");
        }
        State state = injection.environment().state(container, JavaToolOptions.NAME);
        return switch (state) {
            case REFERENCE ->
                Optional.of(JavaToolOptions.NAME + " comes from valueFrom, so its value is not known here");
            case MAYBE -> Optional.of("envFrom may supply " + JavaToolOptions.NAME + ", which env would hide");
            case ABSENT, VALUE -> tooLong(injection, container, missing);
        };
    }

    private static Optional<String> tooLong(Injection injection, PodElement container, Map<String, String> missing) {
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String value = injection.environment().value(container, JavaToolOptions.NAME);
        String joined = JavaToolOptions.unescapeDollars(value) + " " + JavaToolOptions.render(missing);
        // What the kubelet puts in its place may be longer than the reference.
        joined = joined.replace(HostnameReference.REFERENCE, "x".repeat(MAX_ADDRESS));
        return JavaToolOptions.isTooLong(joined.strip())
                ? Optional.of(JavaToolOptions.NAME + " would be longer than JDK 8 reads (" + JavaToolOptions.MAX_BYTES
                        + " bytes, " + JavaToolOptions.MAX_OPTIONS + " options)")
                : Optional.empty();
    }

    private static String field(PodElement container) {
        return container.fieldOf("env", "name", JavaToolOptions.NAME);
    }
}
