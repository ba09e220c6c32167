package alluxio.admission.injector.clientproperties;

import java.util.Optional;

/**
 * How a client gets the address of its node: a variable with the value of {@code status.hostIP}, to which the property
 * {@code alluxio.user.hostname} in JAVA_TOOL_OPTIONS refers. The kubelet expands the reference.
 */
public final class HostnameReference {

    public static final String VARIABLE = "ALLUXIO_CLIENT_HOSTNAME";
    public static final String REFERENCE = "$(" + VARIABLE + ")";

    private HostnameReference() {}

    /** The variable, if options refer to it. */
    static Optional<String> in(String options) {
        return options.contains(REFERENCE) ? Optional.of(VARIABLE) : Optional.empty();
    }
}
