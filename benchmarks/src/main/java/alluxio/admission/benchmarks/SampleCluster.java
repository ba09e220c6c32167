package alluxio.admission.benchmarks;

import alluxio.admission.app.server.ObservedCluster;
import alluxio.admission.app.validation.LiveObjects;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/** A cluster with an Alluxio in five of its namespaces. Used by one thread. */
final class SampleCluster implements ObservedCluster {
    private static final int ALLUXIOS = 5;

    private static final String ALLUXIO = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: alluxio-master, namespace: NS, uid: masters-NS, resourceVersion: "1"}
            spec:
              replicas: 3
              serviceName: alluxio-master
              selector: {matchLabels: {app: alluxio, role: alluxio-master}}
              template:
                metadata: {labels: {app: alluxio, role: alluxio-master}}
                spec:
                  containers:
                  - name: alluxio-master
                    image: alluxio/alluxio:2.9.6
                    args: [master-only, --no-format]
                    envFrom: [{configMapRef: {name: alluxio-config}}]
                    ports: [{containerPort: 19998, name: rpc}, {containerPort: 19200, name: embedded}]
                    volumeMounts: [{name: alluxio-journal, mountPath: /journal}]
              volumeClaimTemplates:
              - metadata: {name: alluxio-journal}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            status: {replicas: 3, readyReplicas: 3}
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: alluxio-worker, namespace: NS, uid: workers-NS, resourceVersion: "1"}
            spec:
              selector: {matchLabels: {app: alluxio, role: alluxio-worker}}
              template:
                metadata: {labels: {app: alluxio, role: alluxio-worker}}
                spec:
                  nodeSelector: {pool: cache}
                  containers:
                  - name: alluxio-worker
                    image: alluxio/alluxio:2.9.6
                    args: [worker-only, --no-format]
                    envFrom: [{configMapRef: {name: alluxio-config}}]
                    ports: [{containerPort: 29999, name: rpc}]
                    volumeMounts: [{name: alluxio-domain, mountPath: /opt/domain}]
                  volumes: [{name: alluxio-domain, hostPath: {path: /tmp/NS, type: DirectoryOrCreate}}]
            status: {desiredNumberScheduled: 500, numberReady: 500}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: alluxio-config, namespace: NS}
            data:
              ALLUXIO_JAVA_OPTS: >-
                -Dalluxio.master.rpc.addresses=alluxio-master-0:19998,alluxio-master-1:19998,alluxio-master-2:19998
                -Dalluxio.master.journal.type=EMBEDDED -Dalluxio.master.journal.folder=/journal
                -Dalluxio.master.embedded.journal.addresses=alluxio-master-0:19200,alluxio-master-1:19200,alluxio-master-2:19200
                -Dalluxio.worker.data.server.domain.socket.address=/opt/domain
                -Dalluxio.worker.data.server.domain.socket.as.uuid=true
            """;

    private static final String SERVICE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: alluxio-master-N, namespace: NS}
            spec:
              clusterIP: None
              selector: {app: alluxio, role: alluxio-master, statefulset.kubernetes.io/pod-name: alluxio-master-N}
              ports: [{port: 19998, name: rpc}]
            """;

    private final List<Runnable> listeners = new ArrayList<>();
    private ClusterView view;
    private ClusterView other;

    /** @param namespaces besides those with an Alluxio */
    SampleCluster(int nodes, int namespaces) {
        KubeYaml yaml = new KubeYaml();
        List<ObjectNode> objects = new ArrayList<>();
        namespaces()
                .forEach(namespace -> yaml.read(alluxio(namespace), namespace)
                        .forEach(document -> objects.add((ObjectNode) document.content())));
        IntStream.range(0, nodes).forEach(i -> objects.add(object(yaml, "Node", "node-" + i, "pool: cache")));
        IntStream.range(0, namespaces).forEach(i -> objects.add(object(yaml, "Namespace", "team-" + i, "team: t" + i)));
        objects.add(object(yaml, "Namespace", "lab", "team: lab"));
        view = new ManifestView(objects, "default");
        other = new ManifestView(objects, "default");
    }

    /** Those with an Alluxio. */
    static List<String> namespaces() {
        return IntStream.range(0, ALLUXIOS).mapToObj(i -> "alluxio-" + i).toList();
    }

    /** Those of the first of these namespaces. */
    static List<ObjectNode> alluxioObjects() {
        String namespace = namespaces().getFirst();
        return new KubeYaml()
                .read(alluxio(namespace), namespace).stream()
                        .map(document -> (ObjectNode) document.content())
                        .toList();
    }

    private static String alluxio(String namespace) {
        String services = IntStream.range(0, 3)
                .mapToObj(i -> SERVICE.replace("master-N", "master-" + i))
                .collect(Collectors.joining());
        return (ALLUXIO + services).replace("NS", namespace);
    }

    private static ObjectNode object(KubeYaml yaml, String kind, String name, String labels) {
        String text = "{apiVersion: v1, kind: %s, metadata: {name: %s, labels: {kubernetes.io/hostname: %s, %s}}}"
                .formatted(kind, name, name, labels);
        return (ObjectNode) yaml.read(text, name).getFirst().content();
    }

    /** Another snapshot of the same. */
    void change() {
        ClusterView next = other;
        other = view;
        view = next;
        listeners.forEach(Runnable::run);
    }

    ClusterView view() {
        return view;
    }

    @Override
    public void observe(DiscoverySettings settings) {}

    @Override
    public Optional<Observation> current() {
        return Optional.of(new Observation(view, Set.copyOf(namespaces())));
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public ObserverStatus status() {
        return new ObserverStatus(Optional.of(Duration.ZERO), "", List.of());
    }

    @Override
    public LiveObjects live() {
        return LiveObjects.NONE;
    }

    @Override
    public void close() {}
}
