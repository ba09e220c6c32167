package alluxio.admission.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection to the API server of a cluster. Nothing is sent before it is first used. Thread-safe. */
public final class ClusterConnection implements AutoCloseable {
    /** The first pause before a watch that has ended is opened again; it doubles up to 32 times as much. */
    private static final int WATCH_RECONNECT_MILLIS = 250;

    private final KubernetesClient client;

    private ClusterConnection(KubernetesClient client) {
        this.client = client;
    }

    /**
     * How long a request may take.
     *
     * @param timeout of one attempt
     * @param retries after attempts that failed, with growing pauses between them
     */
    public record RequestLimits(Duration timeout, int retries) {}

    /** Found as kubectl finds it: by KUBECONFIG, the pod's own account, or ~/.kube/config. */
    public static ClusterConnection found(RequestLimits limits) {
        return open(Config.autoConfigure(null), limits);
    }

    /** @param kubeconfig a file; relative paths in it start at its folder */
    public static ClusterConnection ofKubeconfig(Path kubeconfig, RequestLimits limits) {
        return open(Config.fromKubeconfig(kubeconfig.toFile()), limits);
    }

    /** @param kubeconfig the text of the file, with no relative paths */
    public static ClusterConnection ofKubeconfig(String kubeconfig, RequestLimits limits) {
        return open(Config.fromKubeconfig(kubeconfig), limits);
    }

    /**
     * Found as kubectl finds it, with another context of the kubeconfig than the current one.
     *
     * @throws IllegalArgumentException when there is no such context
     */
    public static ClusterConnection ofContext(String context, RequestLimits limits) {
        Config config = Config.autoConfigure(context);
        if (config.getCurrentContext() == null
                || !context.equals(config.getCurrentContext().getName())) {
            throw new IllegalArgumentException("there is no context \"" + context + "\" in the kubeconfig");
        }
        return open(config, limits);
    }

    /**
     * A context of a kubeconfig.
     *
     * @param kubeconfig where the text was read; relative paths in it start at its folder
     * @param context null for the current one
     * @throws IllegalArgumentException when there is no such context
     */
    public static ClusterConnection ofContext(
            Path kubeconfig, String text, @Nullable String context, RequestLimits limits) {
        return open(Config.fromKubeconfig(inContext(text, context), kubeconfig.toFile()), limits);
    }

    private static String inContext(String kubeconfig, @Nullable String context) {
        if (context == null) {
            return kubeconfig;
        }
        var read = Serialization.unmarshal(kubeconfig, io.fabric8.kubernetes.api.model.Config.class);
        if (read.getContexts().stream().noneMatch(named -> context.equals(named.getName()))) {
            throw new IllegalArgumentException("there is no context \"" + context + "\" in the kubeconfig");
        }
        read.setCurrentContext(context);
        return Serialization.asYaml(read);
    }

    private static ClusterConnection open(Config config, RequestLimits limits) {
        int timeout = Math.toIntExact(limits.timeout().toMillis());
        Config limited = new ConfigBuilder(config)
                .withRequestTimeout(timeout)
                .withConnectionTimeout(timeout)
                .withRequestRetryBackoffLimit(limits.retries())
                .build();
        return new ClusterConnection(
                new KubernetesClientBuilder().withConfig(limited).build());
    }

    /** The namespace of the pod or of the kubeconfig's context. */
    public Optional<String> namespace() {
        return Optional.ofNullable(client.getNamespace());
    }

    /** The API server's URL, for messages. */
    public String url() {
        return client.getMasterUrl().toString();
    }

    /** For what reads and writes single objects by fabric8's typed models. Closed with this connection. */
    public KubernetesClient client() {
        return client;
    }

    /**
     * Another client to the same API server, for watches: a connection that has died without a word is noticed.
     *
     * @param serialization how objects are read
     * @param executor for what follows from events
     * @param pageLimit how long a page of a list may be
     * @param timing when a connection counts as dead
     * @return to be closed by {@link #closeInformers}
     */
    public KubernetesClient forInformers(
            KubernetesSerialization serialization, Executor executor, PageLimit pageLimit, WatchTiming timing) {
        Config config = new ConfigBuilder(client.getConfiguration())
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(WATCH_RECONNECT_MILLIS)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization)
                .withTaskExecutor(executor)
                .withHttpClientFactory(new WatchingClientFactory(timing))
                .withHttpClientBuilderConsumer(
                        builder -> builder.websocketPingInterval(timing.ping().toSeconds(), TimeUnit.SECONDS)
                                .addOrReplaceInterceptor("page-limit", pageLimit))
                .build();
    }

    /** Closes a client for informers, once they are stopped. */
    public static void closeInformers(KubernetesClient informers) {
        ClientCloser.close(informers);
    }

    @Override
    public void close() {
        ClientCloser.close(client);
    }
}
