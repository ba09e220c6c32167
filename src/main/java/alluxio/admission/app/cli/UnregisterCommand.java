package alluxio.admission.app.cli;

import alluxio.admission.app.demo.ClusterUnavailableException;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import alluxio.admission.cluster.ClusterRequests;
import alluxio.admission.cluster.RegistrationSearch;
import alluxio.admission.cluster.RegistrationSearch.SearchFailedException;
import alluxio.admission.cluster.WebhookRegistration;
import alluxio.admission.cluster.WebhookRegistration.RegistrationKind;
import alluxio.admission.cluster.WebhookRegistration.RemovalFailure;
import alluxio.admission.cluster.WebhookRegistration.RemovalResult;
import alluxio.admission.manifest.input.UnreadableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The first step of an uninstall: API servers stop calling the webhook before its servers are deleted. */
@Command(
        name = "unregister",
        mixinStandardHelpOptions = true,
        description = {
            "Removes webhook configurations and admission policies from the cluster, so that API servers no longer call "
                    + "the webhook. An uninstall does this first. Without names it removes what has the labels of an installation. "
                    + "Objects that do not exist are not an error.",
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
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "labels of what is to be removed, where no names are given (default: ${DEFAULT-VALUE})",
            defaultValue = "app.kubernetes.io/name=alluxio-admission")
    private String selector = "";

    @Option(names = "--dry-run", description = "print what would be removed, and remove nothing")
    private boolean dryRun;

    @Mixin
    private final KubeconfigOptions kubeconfig = new KubeconfigOptions();

    private final Console console;

    UnregisterCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        int code = ExitCode.OK;
        try (ClusterConnection cluster = kubeconfig.open(LIMITS)) {
            List<WebhookRegistration> named = named();
            for (WebhookRegistration each : named.isEmpty() ? labelled(cluster) : named) {
                if (dryRun) {
                    console.result("would be removed: " + each);
                    continue;
                }
                code = Math.max(code, report(cluster, each));
                if (code == ExitCode.UNREACHABLE) {
                    break; // The others would not be reached either, each only after its timeout.
                }
            }
        }
        return code;
    }

    /** What the labels select, of one installation. */
    private List<WebhookRegistration> labelled(ClusterConnection cluster) {
        try {
            RegistrationSearch found =
                    RegistrationSearch.find(new ClusterRequests(cluster, LIMITS.timeout()), selector);
            if (found.instances().size() > 1) {
                throw new UnreadableException("unregister: there are several installations ("
                        + found.instances().stream().sorted().collect(Collectors.joining(", "))
                        + "); choose one by its label: -l " + RegistrationSearch.INSTANCE_LABEL + "=NAME");
            }
            if (found.registrations().isEmpty()) {
                console.result("nothing to remove: nothing at " + cluster.url() + " has the label " + selector);
            }
            return found.registrations();
        } catch (SearchFailedException e) {
            String message = "unregister: " + e.getMessage() + " (at " + cluster.url() + ")";
            if (e.isUnreached()) {
                throw new ClusterUnavailableException(message);
            }
            throw new UnreadableException(message + "; who may delete but not list names the objects, with "
                    + "--mutating-webhook-configuration and the other options");
        }
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

    private List<WebhookRegistration> named() {
        List<WebhookRegistration> all = new ArrayList<>();
        mutating.forEach(name -> all.add(new WebhookRegistration(RegistrationKind.MUTATING_WEBHOOKS, name)));
        validating.forEach(name -> all.add(new WebhookRegistration(RegistrationKind.VALIDATING_WEBHOOKS, name)));
        bindings.forEach(name -> all.add(new WebhookRegistration(RegistrationKind.POLICY_BINDING, name)));
        policies.forEach(name -> all.add(new WebhookRegistration(RegistrationKind.POLICY, name)));
        return all;
    }
}
