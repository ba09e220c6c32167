package alluxio.admission.app.node;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The Job of {@code deploy/examples/spark.yaml}, as it is or, under another name, with other arguments of spark-submit.
 *
 * @param arguments of spark-submit, its options first
 */
record SparkJob(AlluxioOnNode alluxio, String namespace, String name, List<String> arguments) {
    static final String FILE = "spark.yaml";

    private static final String APPLICATION = "local://";
    private static final String ROLE = "spark-role";

    /** As it stands there. */
    static SparkJob example(AlluxioOnNode alluxio, String namespace) {
        Job job = job(alluxio.node().client());
        return new SparkJob(alluxio, namespace, job.getMetadata().getName(), arguments(job));
    }

    /** Under another name, with more settings; the last of a key counts. */
    SparkJob with(String newName, String... settings) {
        List<String> more = new ArrayList<>(arguments);
        int application = application(more);
        for (String setting : settings) {
            more.add(application++, "--conf=" + setting);
        }
        return new SparkJob(alluxio, namespace, newName, more);
    }

    /** Without the settings whose keys contain a text. */
    SparkJob without(String text) {
        return new SparkJob(
                alluxio,
                namespace,
                name,
                arguments.stream().filter(argument -> !argument.contains(text)).toList());
    }

    /** With other arguments of the application itself. */
    SparkJob running(String... words) {
        List<String> changed = new ArrayList<>(arguments.subList(0, application(arguments) + 1));
        changed.addAll(List.of(words));
        return new SparkJob(alluxio, namespace, name, changed);
    }

    /** Runs it to its end, after what earlier ones have left is removed. */
    SparkRun run() {
        return run(_ -> {});
    }

    /**
     * Runs it to its end, after what earlier ones have left is removed.
     *
     * @param meanwhile gets the executors that run, again and again
     */
    SparkRun run(Consumer<List<Pod>> meanwhile) {
        long start = System.nanoTime();
        Traffic read = Traffic.settled(alluxio);
        Traffic written = Traffic.written(alluxio);
        delete();
        create();
        TreeMap<String, Pod> executors = new TreeMap<>();
        Pod driver = Waiting.until(
                        "Spark's driver of " + name + " has ended",
                        () -> {
                            List<Pod> running = pods("executor");
                            running.forEach(
                                    pod -> executors.put(pod.getMetadata().getName(), pod));
                            meanwhile.accept(running);
                            return pods("driver");
                        },
                        drivers -> drivers.stream().anyMatch(SparkJob::ended))
                .getFirst();
        String log = alluxio.node()
                .kubectl("logs", "-n", namespace, driver.getMetadata().getName());
        SparkRun run = new SparkRun(
                driver,
                List.copyOf(executors.values()),
                log,
                Traffic.settled(alluxio).since(read),
                Traffic.written(alluxio).since(written));
        System.out.printf(
                "spark: %-28s %s; %s; %.1f s%n", name, run.read(), run.times(), (System.nanoTime() - start) / 1e9);
        return run;
    }

    /** The file as it is by kubectl, which also makes who may make pods; another Job than the file's beside that. */
    private void create() {
        Job job = job(client());
        if (job.getMetadata().getName().equals(name)) {
            alluxio.node()
                    .kubectl(
                            "apply",
                            "-n",
                            namespace,
                            "-f",
                            AlluxioOnNode.example(FILE).toString());
            return;
        }
        job.getMetadata().setName(name);
        job.getSpec().getTemplate().getSpec().getContainers().getFirst().setArgs(arguments);
        client().resource(job).inNamespace(namespace).create();
    }

    private void delete() {
        alluxio.node().kubectl("delete", "jobs,pods", "--all", "-n", namespace, "--grace-period=1");
    }

    private List<Pod> pods(String role) {
        return client().pods()
                .inNamespace(namespace)
                .withLabel(ROLE, role)
                .list()
                .getItems();
    }

    private KubernetesClient client() {
        return alluxio.node().client();
    }

    private static boolean ended(Pod pod) {
        return List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
    }

    private static Job job(KubernetesClient client) {
        try {
            byte[] text = Files.readAllBytes(AlluxioOnNode.example(FILE));
            List<HasMetadata> objects =
                    client.load(new ByteArrayInputStream(text)).items();
            return objects.stream()
                    .filter(Job.class::isInstance)
                    .map(Job.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> arguments(Job job) {
        return job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs();
    }

    private static int application(List<String> arguments) {
        int index = 0;
        while (!arguments.get(index).startsWith(APPLICATION)) {
            index++;
        }
        return index;
    }
}
