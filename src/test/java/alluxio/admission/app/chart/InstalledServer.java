package alluxio.admission.app.chart;

import alluxio.admission.app.apiserver.ServerProcess;
import alluxio.admission.testcluster.ApiServer;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A process with the arguments, the configuration and the rights of the pods that the chart's Deployment would make. */
final class InstalledServer {
    private static final String FOLDERS_IN_POD = "^/etc/alluxio-admission[a-z-]*/";

    private InstalledServer() {}

    static ServerProcess start(ApiServer server, String fullname, Path folder) throws IOException {
        KubernetesClient client = server.client();
        PodSpec pod = Objects.requireNonNull(client.apps()
                        .deployments()
                        .inNamespace(Chart.NAMESPACE)
                        .withName(fullname)
                        .get())
                .getSpec()
                .getTemplate()
                .getSpec();
        Files.createDirectories(folder);
        copyConfiguration(server, fullname, folder);
        copySecrets(client, pod, folder);
        Path kubeconfig =
                Tokens.kubeconfig(server, Chart.NAMESPACE, pod.getServiceAccountName(), folder.resolve("kubeconfig"));
        return ServerProcess.start(
                folder,
                ServerProcess.Place.LOOPBACK,
                List.of("-Xmx160m", "-XX:TieredStopAtLevel=1"),
                Map.of("KUBECONFIG", kubeconfig.toString()),
                options(pod.getContainers().getFirst().getArgs(), folder));
    }

    /** As the kubelet does when the ConfigMap has changed. */
    static void copyConfiguration(ApiServer server, String fullname, Path folder) throws IOException {
        Map<String, String> files = server.client()
                .configMaps()
                .inNamespace(Chart.NAMESPACE)
                .withName(fullname)
                .get()
                .getData();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path here = folder.resolve(file.getKey());
            if (!Files.exists(here) || !Files.readString(here).equals(file.getValue())) {
                Files.writeString(here, file.getValue());
            }
        }
    }

    /** A certificate that the user renews. */
    private static void copySecrets(KubernetesClient client, PodSpec pod, Path folder) throws IOException {
        for (Volume volume : pod.getVolumes()) {
            if (volume.getSecret() != null) {
                Map<String, String> data = client.secrets()
                        .inNamespace(Chart.NAMESPACE)
                        .withName(volume.getSecret().getSecretName())
                        .get()
                        .getData();
                for (Map.Entry<String, String> file : data.entrySet()) {
                    Files.write(
                            folder.resolve(file.getKey()), Base64.getDecoder().decode(file.getValue()));
                }
            }
        }
    }

    /** Files where they are here; ports are any that are free, which the caller gives. */
    private static List<String> options(List<String> arguments, Path folder) {
        List<String> options = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!option.equals("--port") && !option.equals("--management-port")) {
                options.add(option);
                options.add(arguments.get(i + 1).replaceFirst(FOLDERS_IN_POD, folder + "/"));
            }
        }
        return options;
    }
}
