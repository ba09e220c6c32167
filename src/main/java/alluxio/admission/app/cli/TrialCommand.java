package alluxio.admission.app.cli;

import alluxio.admission.app.demo.ClusterUnavailableException;
import alluxio.admission.cluster.ApiRequests.ApiAnswer;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterRequests;
import alluxio.admission.cluster.facts.ClusterFacts.TrialPod;
import alluxio.admission.cluster.facts.TrialRequest;
import alluxio.admission.manifest.input.UnreadableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the webhook answers, with no right but to create pods: what {@code helm test} runs. */
@Command(
        name = "trial",
        mixinStandardHelpOptions = true,
        description = {
            "Creates an opted-in pod as a dry run, the whole way through the API server and the webhook, and prints what "
                    + "the webhook answered. Nothing is stored. It needs the right to create pods in one namespace, and no other; "
                    + "check looks at much more. helm test runs it.",
            "",
            "Exit codes: 0 the webhook answered, 1 it did not, or the pod was refused, 2 wrong usage, or not allowed to create "
                    + "pods, 3 the cluster could not be reached."
        })
final class TrialCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Mixin
    private final KubeconfigOptions cluster = new KubeconfigOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "where the pod would be created (default: that of the kubeconfig's context)")
    private @Nullable String namespace;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "how long to try again while the webhook does not answer (default: ${DEFAULT-VALUE})")
    private int wait = 0;

    private final Console console;
    private final LongSupplier nanos;

    /** @param nanos a clock that only moves forward, as {@link System#nanoTime} */
    TrialCommand(Console console, LongSupplier nanos) {
        this.console = console;
        this.nanos = nanos;
    }

    @Override
    public Integer call() {
        if (wait < 0 || wait > 3_600) {
            throw new UnreadableException("trial: --wait is " + wait + "; it must be from 0 to 3600");
        }
        try (ClusterConnection connection = cluster.open()) {
            String in = namespace != null ? namespace : connection.namespace().orElse("default");
            ClusterRequests requests = new ClusterRequests(connection, KubeconfigOptions.TIMEOUT);
            requireReached(requests);
            TrialRequest request = new TrialRequest(requests);
            long end = nanos.getAsLong() + Duration.ofSeconds(wait).toNanos();
            TrialPod pod = run(request, in);
            while (pod.status().isEmpty() && nanos.getAsLong() + PAUSE.toNanos() <= end) {
                LockSupport.parkNanos(PAUSE.toNanos());
                pod = run(request, in);
            }
            return report(pod);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("trial: " + e.getMessage());
        }
    }

    private static void requireReached(ClusterRequests requests) {
        ApiAnswer version = requests.get("/version");
        if (version.isUnreached()) {
            throw new ClusterUnavailableException("trial: the API server did not answer: " + version.body());
        }
    }

    private static TrialPod run(TrialRequest request, String in) {
        return request.run(in)
                .orElseThrow(() -> new UnreadableException("trial: not allowed to create pods in namespace " + in));
    }

    private int report(TrialPod pod) {
        if (!pod.problem().isEmpty()) {
            console.report("trial: a labelled pod in namespace " + pod.namespace() + " was refused: " + pod.problem());
            return ExitCode.REFUSED;
        }
        if (pod.status().isEmpty()) {
            console.report(
                    "trial: a labelled pod in namespace " + pod.namespace() + " was not injected: the webhook did not "
                            + "answer. Are its pods ready, and can the API server reach their port? docs/troubleshooting.md");
            return ExitCode.REFUSED;
        }
        console.result("a labelled pod in namespace " + pod.namespace() + " was answered: " + pod.status());
        return ExitCode.OK;
    }
}
