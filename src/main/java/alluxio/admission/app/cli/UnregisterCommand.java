package alluxio.admission.app.cli;

import alluxio.admission.cluster.WebhookRegistration;
import alluxio.admission.cluster.WebhookRegistration.RegistrationKind;
import alluxio.admission.cluster.WebhookRegistration.RemovalFailure;
import alluxio.admission.cluster.WebhookRegistration.RemovalResult;
import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.manifest.input.UnreadableException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The first step of an uninstall: API servers stop asking before the one who would answer goes away. */
@Command(
        name = "unregister",
        mixinStandardHelpOptions = true,
        description = {
            "Removes webhook configurations and admission policies from the cluster, so that API servers ask nobody any more. "
                    + "An uninstall does this before everything else. What is not there is no error.",
            "",
            "Exit codes: 0 none of them is there now, 2 wrong usage, or not allowed to delete, 3 the cluster could not be "
                    + "reached."
        })
final class UnregisterCommand implements Callable<Integer> {
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
    private static final int RETRIES = 3;

    @Option(
            names = "--mutating-webhook-configuration",
            paramLabel = "NAME",
            description = "to be removed; may be repeated")
    private List<String> mutating = List.of();

    @Option(
            names = "--validating-webhook-configuration",
            paramLabel = "NAME",
            description = "to be removed; may be repeated")
    private List<String> validating = List.of();

    @Option(
            names = "--validating-admission-policy",
            paramLabel = "NAME",
            description = "to be removed; may be repeated")
    private List<String> policies = List.of();

    @Option(
            names = "--validating-admission-policy-binding",
            paramLabel = "NAME",
            description = "to be removed, before any policy; may be repeated")
    private List<String> bindings = List.of();

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "how to reach the cluster (default: KUBECONFIG, the pod's own account, or ~/.kube/config)")
    private @Nullable Path kubeconfig;

    private final Console console;

    UnregisterCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<WebhookRegistration> all = all();
        if (all.isEmpty()) {
            throw new UnreadableException("unregister: say what to remove: --mutating-webhook-configuration, "
                    + "--validating-webhook-configuration, --validating-admission-policy or "
                    + "--validating-admission-policy-binding");
        }
        int code = ExitCode.OK;
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config()).build()) {
            for (WebhookRegistration each : all) {
                code = Math.max(code, report(client, each));
                if (code == ExitCode.UNREACHABLE) {
                    break; // Nor would the others be reached; each would take its time to find out.
                }
            }
        }
        return code;
    }

    private int report(KubernetesClient client, WebhookRegistration each) {
        switch (each.remove(client)) {
            case RemovalResult.Removed _ -> console.result("removed " + each);
            case RemovalResult.NotThere _ -> console.result("not there: " + each);
            case RemovalResult.Failed failed -> {
                console.report(
                        "unregister: cannot delete " + each + " at " + client.getMasterUrl() + ": " + failed.reason());
                return failed.failure() == RemovalFailure.NOT_ALLOWED ? ExitCode.USAGE : ExitCode.UNREACHABLE;
            }
        }
        return ExitCode.OK;
    }

    private List<WebhookRegistration> all() {
        List<WebhookRegistration> all = new ArrayList<>();
        mutating.forEach(name -> all.add(new WebhookRegistration(RegistrationKind.MUTATING_WEBHOOKS, name)));
        validating.forEach(name -> all.add(new WebhookRegistration(RegistrationKind.VALIDATING_WEBHOOKS, name)));
        bindings.forEach(name -> all.add(new WebhookRegistration(RegistrationKind.POLICY_BINDING, name)));
        policies.forEach(name -> all.add(new WebhookRegistration(RegistrationKind.POLICY, name)));
        return all;
    }

    private Config config() {
        return new ConfigBuilder(found())
                .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                .withConnectionTimeout(REQUEST_TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(RETRIES)
                .build();
    }

    private Config found() {
        if (kubeconfig == null) {
            return Config.autoConfigure(null);
        }
        String text = InputFile.text(kubeconfig, InputLimit.KUBECONFIG);
        // Relative paths in it need the file itself; what a shell has opened can be read once.
        return Files.isRegularFile(kubeconfig)
                ? Config.fromKubeconfig(kubeconfig.toFile())
                : Config.fromKubeconfig(text);
    }
}
