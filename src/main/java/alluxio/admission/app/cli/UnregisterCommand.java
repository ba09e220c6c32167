package alluxio.admission.app.cli;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import alluxio.admission.cluster.WebhookRegistration;
import alluxio.admission.cluster.WebhookRegistration.RegistrationKind;
import alluxio.admission.cluster.WebhookRegistration.RemovalFailure;
import alluxio.admission.cluster.WebhookRegistration.RemovalResult;
import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.manifest.input.UnreadableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The first step of an uninstall: API servers stop calling the webhook before its servers are deleted. */
@Command(
        name = "unregister",
        mixinStandardHelpOptions = true,
        description = {
            "Removes webhook configurations and admission policies from the cluster, so that API servers no longer call "
                    + "the webhook. An uninstall does this first. Objects that do not exist are not an error.",
            "",
            "Exit codes: 0 none of them exists any more, 2 wrong usage, or not allowed to delete, 3 the cluster could not be "
                    + "reached."
        })
final class UnregisterCommand implements Callable<Integer> {
    private static final RequestLimits LIMITS = new RequestLimits(Duration.ofSeconds(10), 3);

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
        try (ClusterConnection cluster = connection()) {
            for (WebhookRegistration each : all) {
                code = Math.max(code, report(cluster, each));
                if (code == ExitCode.UNREACHABLE) {
                    break; // The others would not be reached either, each only after its timeout.
                }
            }
        }
        return code;
    }

    private int report(ClusterConnection cluster, WebhookRegistration each) {
        switch (each.remove(cluster)) {
            case RemovalResult.Removed _ -> console.result("removed " + each);
            case RemovalResult.NotThere _ -> console.result("not there: " + each);
            case RemovalResult.Failed failed -> {
                console.report("unregister: cannot delete " + each + " at " + cluster.url() + ": " + failed.reason());
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

    private ClusterConnection connection() {
        if (kubeconfig == null) {
            return ClusterConnection.found(LIMITS);
        }
        String text = InputFile.text(kubeconfig, InputLimit.KUBECONFIG);
        // Relative paths in it need the file itself; what a shell has opened can be read once.
        return Files.isRegularFile(kubeconfig)
                ? ClusterConnection.ofKubeconfig(kubeconfig, LIMITS)
                : ClusterConnection.ofKubeconfig(text, LIMITS);
    }
}
