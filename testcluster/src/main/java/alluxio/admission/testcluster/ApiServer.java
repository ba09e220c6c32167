package alluxio.admission.testcluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * A real kube-apiserver with its etcd, for this process only: on a random loopback port, with its data in a temporary
 * folder that no other user can enter. Both processes end with {@link #close()}, and also when this JVM dies. There are
 * no controllers and no nodes: nothing schedules or runs pods, and deleted namespaces stay in Terminating. Thread-safe.
 */
public final class ApiServer implements AutoCloseable {

    private final Cleanup cleanup;
    private final Workspace workspace;
    private final ServiceProxy proxy;
    private final Supervised etcd;
    private final Endpoint endpoint;
    private final Duration startupTime;
    private final Restart restart;
    private volatile Supervised process;

    /** Starts the same kube-apiserver again, and returns when it is ready. */
    interface Restart {
        Supervised run(Endpoint endpoint);
    }

    /** The running kube-apiserver and how to reach it. */
    record Endpoint(Supervised process, String url, String caCertificatePem, KubernetesClient client) {}

    ApiServer(
            Cleanup cleanup,
            Workspace workspace,
            ServiceProxy proxy,
            Supervised etcd,
            Endpoint endpoint,
            Duration startupTime,
            Restart restart) {
        this.cleanup = cleanup;
        this.workspace = workspace;
        this.proxy = proxy;
        this.etcd = etcd;
        this.endpoint = endpoint;
        this.startupTime = startupTime;
        this.restart = restart;
        this.process = endpoint.process();
    }

    /**
     * Starts one and waits until it is ready, about four seconds; the very first time, the programs are built, which
     * takes minutes.
     *
     * @throws TestClusterException with the last lines of the log when it can't be had or does not start
     */
    public static ApiServer start(ApiServerOptions options) {
        return start(
                options, ToolCache.ofApiServer(System.getenv(), new GoBuild()).forApiServer());
    }

    /** As {@link #start(ApiServerOptions)}, with programs that are already there. */
    public static ApiServer start(ApiServerOptions options, Tools tools) {
        return new Launcher(tools, options).launch();
    }

    /**
     * Ends kube-apiserver, and starts it again at the same address; what is stored in etcd stays. Waits until it is ready.
     *
     * @throws TestClusterException when it does not come back
     */
    public synchronized void restart() {
        process.close();
        process = cleanup.add(restart.run(endpoint));
    }

    /** A client with all rights. It belongs to this server: don't close it. */
    public KubernetesClient client() {
        return endpoint.client();
    }

    /** A client for another user, such as a service account's token; the caller closes it. */
    public KubernetesClient clientFor(String token) {
        return ClientFactory.create(url(), caCertificatePem(), token);
    }

    /** Such as {@code https://127.0.0.1:40123}, without a slash at the end. */
    public String url() {
        return endpoint.url();
    }

    /** A bearer token of a user in the group system:masters. */
    public String token() {
        return workspace.token();
    }

    /** The certificate of the authority that signed the server's certificate, as PEM. */
    public String caCertificatePem() {
        return endpoint.caCertificatePem();
    }

    /** A file for kubectl, readable by this user only, which goes away with {@link #close()}. */
    public Path kubeconfig() {
        return workspace.kubeconfig();
    }

    /** The folder with etcd.log and kube-apiserver.log. */
    public Path logs() {
        return workspace.logs();
    }

    /** From the call of start until ready, without the time for building the programs. */
    public Duration startupTime() {
        return startupTime;
    }

    /** What both processes have in memory, in bytes; 0 for one that has ended or where there is no /proc. */
    public long residentBytes() {
        return residentBytes(etcd) + residentBytes(process);
    }

    /** One line with address, start-up time and memory, for printing. */
    public String summary() {
        return "kube-apiserver at %s, ready after %.1f s, %d MB resident (etcd %d MB)"
                .formatted(
                        url(),
                        startupTime.toMillis() / 1000.0,
                        residentBytes(process) >> 20,
                        residentBytes(etcd) >> 20);
    }

    /** The process ids of etcd and kube-apiserver, as far as they run. */
    public List<Long> processIds() {
        return List.of(etcd, process).stream()
                .flatMap(each -> each.process().stream())
                .map(ProcessHandle::pid)
                .toList();
    }

    /**
     * Puts a Service in front of ports on loopback, for webhooks and aggregated APIs. The namespace and the Service are
     * created when they don't exist.
     *
     * @param port of the Service
     * @param loopbackPorts where its instances listen on 127.0.0.1, all of them ready
     */
    public ExposedService exposeService(String namespace, String name, int port, List<Integer> loopbackPorts) {
        ExposedService service = ExposedService.create(client(), proxy, namespace, name, port);
        service.readyOn(loopbackPorts);
        return service;
    }

    /**
     * An address for the status of a pod, at which the API server's proxy finds a port on loopback, whatever port of the pod is
     * asked.
     */
    public String podAddress(int loopbackPort) {
        return proxy.newAddress(loopbackPort);
    }

    /** Ends both processes and deletes the temporary folder; a second call does nothing. */
    @Override
    public void close() {
        cleanup.close();
    }

    private static long residentBytes(Supervised process) {
        OptionalLong bytes = process.process().map(ResidentMemory::of).orElse(OptionalLong.empty());
        return bytes.orElse(0);
    }
}
