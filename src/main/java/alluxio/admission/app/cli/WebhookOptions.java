package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestInjector;
import alluxio.admission.app.manifest.ManifestValidator;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.manifest.AppliedView;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which webhook's verdict is wanted: by a configuration file, or by that of the cluster of the kubeconfig. */
final class WebhookOptions {
    @Mixin
    private final ConfigOption common = new ConfigOption();

    @Mixin
    private final KubeconfigOptions kubeconfig = new KubeconfigOptions();

    @Option(
            names = "--from-cluster",
            description =
                    "decide as the webhook that is installed in the cluster of the kubeconfig: with its configuration, "
                            + "completed with what runs there, and with the labels of its namespaces")
    private boolean fromCluster;

    @Option(
            names = "--installation",
            paramLabel = "NAMESPACE",
            description = "with --from-cluster: where alluxio-admission is installed (default: found by its webhook "
                    + "configurations)")
    private @Nullable String installation;

    ConfigOption config() {
        return common;
    }

    KubeconfigOptions kubeconfig() {
        return kubeconfig;
    }

    /** Empty without --from-cluster. */
    Optional<InstalledWebhook> installed(InstantSource clock, Console console) {
        if (!fromCluster) {
            return Optional.empty();
        }
        if (common.configFile().isPresent()) {
            throw new UnreadableException(
                    "--from-cluster reads the configuration from the cluster; leave out --config");
        }
        try (ClusterConnection connection = kubeconfig.open()) {
            return Optional.of(read(connection, clock, console));
        }
    }

    /** With or without --from-cluster. */
    InstalledWebhook read(ClusterConnection connection, InstantSource clock, Console console) {
        return InstalledWebhook.read(connection, Optional.ofNullable(installation), clock, console);
    }

    /** @param discovered instead of the configuration of the options, where nothing is installed */
    AdmissionConfiguration configuration(
            Optional<InstalledWebhook> installed, Optional<AdmissionConfiguration> discovered) {
        return installed
                .map(InstalledWebhook::configuration)
                .or(() -> discovered)
                .orElseGet(common::configuration);
    }

    ManifestInjector injector(Optional<InstalledWebhook> installed, String namespace) {
        return injector(installed, Optional.empty(), ClusterView.NOTHING, namespace);
    }

    /**
     * The injector of manifests.
     *
     * @param discovered instead of the configuration of the options, where nothing is installed
     * @param cluster to which the manifests are to be applied, as far as it is seen
     */
    ManifestInjector injector(
            Optional<InstalledWebhook> installed,
            Optional<AdmissionConfiguration> discovered,
            ClusterView cluster,
            String namespace) {
        return installed
                .map(webhook -> new ManifestInjector(
                        new KubeYaml(), webhook.configuration(), namespace, _ -> webhook.view(), webhook::optsIn))
                .orElseGet(() -> new ManifestInjector(
                        new KubeYaml(),
                        discovered.orElseGet(common::configuration),
                        namespace,
                        manifests -> new AppliedView(manifests, cluster),
                        _ -> false));
    }

    ManifestValidator validator(Optional<InstalledWebhook> installed, String namespace, InstantSource clock) {
        return validator(installed, Optional.empty(), ClusterView.NOTHING, namespace, clock);
    }

    /**
     * The validator of manifests.
     *
     * @param discovered instead of the configuration of the options, where nothing is installed
     * @param cluster to which the manifests are to be applied, as far as it is seen
     */
    ManifestValidator validator(
            Optional<InstalledWebhook> installed,
            Optional<AdmissionConfiguration> discovered,
            ClusterView cluster,
            String namespace,
            InstantSource clock) {
        return installed
                .map(webhook -> new ManifestValidator(
                        new KubeYaml(), webhook.configuration().injection(), namespace, webhook.validation(clock)))
                .orElseGet(() -> new ManifestValidator(
                        new KubeYaml(), discovered.orElseGet(common::configuration), namespace, cluster, clock));
    }
}
