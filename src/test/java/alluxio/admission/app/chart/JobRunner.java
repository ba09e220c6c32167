package alluxio.admission.app.chart;

import alluxio.admission.app.cli.Run;
import alluxio.admission.testcluster.ApiServer;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Stands in for controllers and kubelet: runs what a Job asks for, with the rights of its account, and says how that ended. */
final class JobRunner implements AutoCloseable {
    private static final long POLL_MILLIS = 50;

    private final ApiServer server;
    private final Path folder;
    private final boolean broken;
    private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** @param broken an image that cannot be had: the Job fails */
    JobRunner(ApiServer server, Path folder, boolean broken) {
        this.server = server;
        this.folder = folder;
        this.broken = broken;
        this.thread = Thread.ofVirtual().start(this::work);
    }

    /** What was run so far. */
    List<Run> runs() {
        return List.copyOf(runs);
    }

    private void work() {
        while (!closed) {
            for (Job job : server.client()
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace(Chart.NAMESPACE)
                    .list()
                    .getItems()) {
                if (job.getStatus().getConditions().isEmpty()) {
                    end(job, !broken && run(job));
                }
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean run(Job job) {
        PodSpec pod = job.getSpec().getTemplate().getSpec();
        Path kubeconfig = Tokens.kubeconfig(
                server, Chart.NAMESPACE, pod.getServiceAccountName(), folder.resolve("kubeconfig-of-job"));
        List<String> arguments = new ArrayList<>(pod.getContainers().getFirst().getArgs());
        arguments.addAll(List.of("--kubeconfig", kubeconfig.toString()));
        Run run = Run.of(arguments.toArray(String[]::new));
        runs.add(run);
        return run.exitCode() == 0;
    }

    private void end(Job job, boolean good) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        JobStatusBuilder status =
                new JobStatusBuilder().withStartTime(now).withActive(0).withTerminating(0);
        status = good
                ? status.withSucceeded(1)
                        .withCompletionTime(now)
                        .withConditions(conditions("SuccessCriteriaMet", "Complete", now))
                : status.withFailed(1).withConditions(conditions("FailureTarget", "Failed", now));
        job.setStatus(status.build());
        server.client().resource(job).updateStatus();
    }

    /** From Kubernetes 1.31 the first is needed; 1.30 refuses it for a Job like these. */
    private List<JobCondition> conditions(String before, String end, String now) {
        boolean both = server.client().getKubernetesVersion().getMinor().compareTo("30") > 0;
        return both ? List.of(is(before, now), is(end, now)) : List.of(is(end, now));
    }

    private static JobCondition is(String type, String now) {
        return new JobConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withReason("Test")
                .withMessage("as the test wants")
                .withLastTransitionTime(now)
                .build();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(); // Not interrupted: a request of its own may be under way.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
