package alluxio.admission.cluster.facts;

/**
 * A GET of a pod's port through the API server's proxy.
 *
 * @param path from the first slash on
 */
public record PodRequest(String namespace, String pod, int port, String path) {

    /** At the API server. */
    public String proxyPath() {
        return "/api/v1/namespaces/" + namespace + "/pods/" + pod + ":" + port + "/proxy" + path;
    }
}
