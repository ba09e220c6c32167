package alluxio.admission.app.registration;

import alluxio.admission.app.apiserver.Api.Reply;
import alluxio.admission.app.apiserver.Pods;
import alluxio.admission.app.registration.Submissions.Submission;
import alluxio.admission.testcluster.ApiServer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The chart's ValidatingWebhookConfiguration in force, with failurePolicy Fail, so that no fault stays unseen, and a recorder behind it. */
final class Sent implements AutoCloseable {
    /** @param called whether the webhook was asked */
    record Outcome(Submission submission, Reply reply, boolean called) {
        /** Valid for the API server, which asks nobody about what is not. */
        boolean accepted() {
            return reply.created();
        }
    }

    private final String scope;
    private final Cluster cluster;
    private final Recorder recorder = Recorder.start();
    private final Cluster.Registered registered;

    /** @param chart what is registered of it; the namespace of the scope's name is made */
    Sent(ApiServer server, String scope, RenderedChart chart) {
        this.scope = scope;
        this.cluster = new Cluster(server);
        cluster.api().namespace(scope, scope, Map.of());
        registered = cluster.register(
                chart.only("ValidatingWebhookConfiguration").scoped(scope).served(recorder.port(), recorder.caPem()));
        ObjectNode probe = Pods.labelled(Pods.minimal("probe"), "true");
        Cluster.await(
                () -> cluster.dryRun(scope, Cluster.marked(probe, "probe")).created() && recorder.saw("probe"),
                "the webhook does not come into force");
    }

    /** @param namespace where it seems to be installed */
    static RenderedChart chart(String namespace, String... more) {
        String[] settings = Stream.concat(Stream.of("validation.failurePolicy=\"Fail\""), Stream.of(more))
                .toArray(String[]::new);
        return RenderedChart.in(namespace, settings);
    }

    Cluster cluster() {
        return cluster;
    }

    Recorder recorder() {
        return recorder;
    }

    /** Creates them all as a dry run. */
    List<Outcome> creating(List<Submission> submissions) {
        List<Integer> numbers = IntStream.range(0, submissions.size()).boxed().toList();
        return Cluster.all(numbers, number -> {
            Submission submission = submissions.get(number);
            String id = "created-" + System.identityHashCode(submissions) + "-" + number;
            Reply reply = cluster.dryRun(scope, Cluster.marked(submission.object(), id));
            return new Outcome(submission, reply, recorder.saw(id));
        });
    }

    @Override
    public void close() {
        registered.close();
        recorder.close();
    }
}
