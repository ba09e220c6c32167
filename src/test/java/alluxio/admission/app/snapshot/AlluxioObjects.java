package alluxio.admission.app.snapshot;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** A small Alluxio of which an API server has the objects, with the status that controllers would write. */
public record AlluxioObjects(KubernetesClient client, String namespace) {
    private static final String OBJECTS = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: alluxio-master}
            spec:
              replicas: 1
              serviceName: alluxio-master
              selector: {matchLabels: {role: alluxio-master}}
              template:
                metadata: {labels: {role: alluxio-master}}
                spec:
                  containers:
                  - name: alluxio-master
                    image: alluxio/alluxio:2.9.6
                    args: [master-only, --no-format]
                    ports: [{containerPort: 19998, name: rpc}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: alluxio-master-0}
            spec:
              clusterIP: None
              selector: {role: alluxio-master, statefulset.kubernetes.io/pod-name: alluxio-master-0}
              ports: [{port: 19998, name: rpc}]
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: alluxio-worker}
            spec:
              selector: {matchLabels: {role: alluxio-worker}}
              template:
                metadata: {labels: {role: alluxio-worker}}
                spec:
                  containers:
                  - name: alluxio-worker
                    image: alluxio/alluxio:2.9.6
                    args: [worker-only, --no-format]
                    env:
                    - name: ALLUXIO_JAVA_OPTS
                      value: -Dalluxio.master.hostname=alluxio-master-0 -Dalluxio.worker.data.server.domain.socket.address=/opt/domain -Dalluxio.worker.data.server.domain.socket.as.uuid=true
                    volumeMounts: [{name: alluxio-domain, mountPath: /opt/domain}]
                  volumes: [{name: alluxio-domain, hostPath: {path: DIRECTORY, type: DirectoryOrCreate}}]
            """;

    public void create(String directory) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        client.load(new ByteArrayInputStream(
                        OBJECTS.replace("DIRECTORY", directory).getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .create()
                .forEach(this::makeReady);
    }

    /** Writes the status that a controller would, with one ready pod. */
    void makeReady(HasMetadata object) {
        switch (object) {
            case StatefulSet masters ->
                client.resource(masters)
                        .editStatus(set -> set.edit()
                                .editOrNewStatus()
                                .withReplicas(1)
                                .withReadyReplicas(1)
                                .endStatus()
                                .build());
            case DaemonSet workers ->
                client.resource(workers)
                        .editStatus(set -> set.edit()
                                .editOrNewStatus()
                                .withDesiredNumberScheduled(1)
                                .withCurrentNumberScheduled(1)
                                .withNumberMisscheduled(0)
                                .withNumberReady(1)
                                .endStatus()
                                .build());
            case Deployment workers ->
                client.resource(workers)
                        .editStatus(set -> set.edit()
                                .editOrNewStatus()
                                .withReplicas(1)
                                .withReadyReplicas(1)
                                .endStatus()
                                .build());
            default -> {}
        }
    }

    /** Moves the workers' socket directory. */
    public void move(String directory) {
        client.apps()
                .daemonSets()
                .inNamespace(namespace)
                .withName("alluxio-worker")
                .edit(set -> set.edit()
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstVolume()
                        .editHostPath()
                        .withPath(directory)
                        .endHostPath()
                        .endVolume()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
    }
}
