package alluxio.admission.app.server;

import alluxio.admission.app.validation.LiveObjects;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.kube.ObjectReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A cluster whose observations are set by the test. */
final class FakeCluster implements ObservedCluster {
    private final List<Runnable> listeners = new ArrayList<>();
    private final Map<ObjectReference, String> live = new HashMap<>();
    private Optional<Observation> current = Optional.empty();
    private ObserverStatus status = new ObserverStatus(Optional.empty(), "", List.of());
    private DiscoverySettings settings = DiscoverySettings.OFF;
    private boolean closed;

    /** Objects of a namespace with an Alluxio as the charts make it. */
    static String alluxio(String namespace, String socketDirectory) {
        return """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: alluxio-master, namespace: NS, uid: "m", resourceVersion: "7", labels: {app: alluxio, role: alluxio-master}}
                spec:
                  replicas: 1
                  serviceName: alluxio-master
                  selector: {matchLabels: {app: alluxio, role: alluxio-master}}
                  template:
                    metadata: {labels: {app: alluxio, role: alluxio-master}}
                    spec:
                      containers:
                      - name: alluxio-master
                        image: alluxio/alluxio:2.9.6
                        command: [tini, --, /entrypoint.sh]
                        args: [master-only, --no-format]
                        ports: [{containerPort: 19998, name: rpc}]
                status: {replicas: 1, readyReplicas: 1}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: alluxio-master-0, namespace: NS}
                spec:
                  clusterIP: None
                  selector: {app: alluxio, role: alluxio-master, statefulset.kubernetes.io/pod-name: alluxio-master-0}
                  ports: [{port: 19998, name: rpc}]
                ---
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: alluxio-worker, namespace: NS, uid: "w", labels: {app: alluxio, role: alluxio-worker}}
                spec:
                  selector: {matchLabels: {app: alluxio, role: alluxio-worker}}
                  template:
                    metadata: {labels: {app: alluxio, role: alluxio-worker}}
                    spec:
                      containers:
                      - name: alluxio-worker
                        image: alluxio/alluxio:2.9.6
                        command: [tini, --, /entrypoint.sh]
                        args: [worker-only, --no-format]
                        env:
                        - name: ALLUXIO_WORKER_JAVA_OPTS
                          value: -Dalluxio.worker.data.server.domain.socket.address=/opt/domain -Dalluxio.worker.data.server.domain.socket.as.uuid=true
                        - {name: ALLUXIO_JAVA_OPTS, value: -Dalluxio.master.hostname=alluxio-master-0}
                        ports: [{containerPort: 29999, name: rpc}]
                        volumeMounts: [{name: alluxio-domain, mountPath: /opt/domain}]
                      volumes: [{name: alluxio-domain, hostPath: {path: DIRECTORY, type: DirectoryOrCreate}}]
                status: {desiredNumberScheduled: 1, numberReady: 1}
                """.replace("NS", namespace).replace("DIRECTORY", socketDirectory);
    }

    static ClusterView view(String... manifests) {
        KubeYaml yaml = new KubeYaml();
        return new ManifestView(
                Arrays.stream(manifests)
                        .flatMap(text -> yaml.read(text, "objects").stream())
                        .map(document -> (ObjectNode) document.content())
                        .toList(),
                "default");
    }

    /** From now on this is seen, of all namespaces that were to be observed. */
    void see(String... manifests) {
        see(view(manifests), Set.copyOf(settings.namespaces()));
    }

    void see(ClusterView view, Set<String> namespaces) {
        current = Optional.of(new Observation(view, namespaces));
        status = new ObserverStatus(Optional.of(Duration.ZERO), "", List.of());
        List.copyOf(listeners).forEach(Runnable::run);
    }

    void loseSight(Duration age, String problem) {
        status = new ObserverStatus(Optional.of(age), problem, List.of());
    }

    void live(String kind, String namespace, String name, String resourceVersion) {
        live.put(new ObjectReference(kind, namespace, name, ""), resourceVersion);
    }

    DiscoverySettings settings() {
        return settings;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void observe(DiscoverySettings changed) {
        settings = changed;
    }

    @Override
    public Optional<Observation> current() {
        return current;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public ObserverStatus status() {
        return status;
    }

    @Override
    public LiveObjects live() {
        return (object, _) -> Optional.ofNullable(
                live.get(new ObjectReference(object.kind(), object.namespace(), object.name(), "")));
    }

    @Override
    public void close() {
        closed = true;
    }
}
