package alluxio.admission.certs.managed;

import java.util.List;

/** Names by which a Service is called. */
public final class ServiceNames {
    private ServiceNames() {}

    /**
     * Every DNS form; the one that API servers use comes first.
     *
     * @param clusterDomain such as {@code cluster.local}
     */
    public static List<String> of(String service, String namespace, String clusterDomain) {
        String inNamespace = service + "." + namespace;
        return List.of(inNamespace + ".svc", service, inNamespace, inNamespace + ".svc." + clusterDomain);
    }
}
