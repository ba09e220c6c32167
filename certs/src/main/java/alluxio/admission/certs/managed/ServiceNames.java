package alluxio.admission.certs.managed;

import java.util.List;

/** The DNS names of a Service. */
public final class ServiceNames {
    private ServiceNames() {}

    /**
     * All forms; the one that API servers use comes first.
     *
     * @param clusterDomain such as {@code cluster.local}
     */
    public static List<String> of(String service, String namespace, String clusterDomain) {
        String inNamespace = service + "." + namespace;
        return List.of(inNamespace + ".svc", service, inNamespace, inNamespace + ".svc." + clusterDomain);
    }
}
