package alluxio.admission.benchmarks;

import alluxio.admission.app.server.DecisionEngine;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Keys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is submitted in all measurements. Where objects of a kind differ, they have {@link #NUMBER}. */
final class SampleObjects {
    static final String NAMESPACE = "lab";

    /** Stands for the number of an object. */
    static final String NUMBER = "NUMBER";

    private static final int VARIABLES = 40;
    private static final String ALL_FEATURES = "short-circuit,fuse,hdfs,host-aliases";

    private SampleObjects() {}

    /** A pod as small as they come. */
    static ObjectNode small() {
        return read("small");
    }

    /** A pod as they are, a Spark executor, which asks for every feature. */
    static ObjectNode normal() {
        ObjectNode pod = executor(VARIABLES);
        pod.withObject("/metadata").putObject("annotations").put(Keys.FEATURES, ALL_FEATURES);
        return pod;
    }

    /** The same after its injection, as an API server sends it to be validated. */
    static ObjectNode injected() {
        ObjectNode pod = normal();
        try (DecisionEngine engine = SampleEngine.start()) {
            Decision decision = engine.decide(new InjectionRequest(pod, NAMESPACE, false), Budget.ofDecision());
            return SubmittedFields.addToCreatedPod(decision.patch().appliedTo(pod));
        }
    }

    /** The same without its label: sent by mistake, or because other pods of its namespace opt in. */
    static ObjectNode notOptedIn() {
        ObjectNode pod = executor(VARIABLES);
        pod.withObject("/metadata/labels").remove(Keys.INJECT);
        return pod;
    }

    /** The pod with all features as a user writes it. */
    static ObjectNode written() {
        ObjectNode pod = written(VARIABLES);
        pod.withObject("/metadata").putObject("annotations").put(Keys.FEATURES, ALL_FEATURES);
        return pod;
    }

    /** A labelled pod with so many variables in its one container. */
    static ObjectNode executor(int variables) {
        return SubmittedFields.addToPod(written(variables));
    }

    private static ObjectNode written(int variables) {
        ObjectNode pod = read("normal");
        ObjectNode container = (ObjectNode) pod.at("/spec/containers/0");
        for (int i = 0; i < variables; i++) {
            container
                    .withArrayProperty("env")
                    .addObject()
                    .put("name", "APPLICATION_VARIABLE_" + i)
                    .put("value", "a value of the usual length, number " + i);
        }
        return pod;
    }

    /** A labelled pod with so many containers. */
    static ObjectNode containers(int containers) {
        ObjectNode pod = executor(5);
        ObjectNode first = (ObjectNode) pod.at("/spec/containers/0");
        for (int i = 1; i < containers; i++) {
            pod.withArray("/spec/containers").add(first.deepCopy().put("name", "executor-" + i));
        }
        return pod;
    }

    /** The StatefulSet of an Alluxio's workers. */
    static ObjectNode worker() {
        return read("worker");
    }

    /** A Deployment with a labelled template. */
    static ObjectNode deployment() {
        ObjectNode pod = executor(VARIABLES);
        ObjectNode deployment = JsonMapper.shared().createObjectNode();
        deployment.put("apiVersion", "apps/v1").put("kind", "Deployment");
        deployment.putObject("metadata").put("name", "app-" + NUMBER).put("namespace", NAMESPACE);
        ObjectNode spec = deployment.putObject("spec").put("replicas", 3);
        spec.putObject("selector").set("matchLabels", pod.at("/metadata/labels"));
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata").set("labels", pod.at("/metadata/labels"));
        template.set("spec", pod.get("spec"));
        template.withObject("/spec").put("restartPolicy", "Always");
        return deployment;
    }

    private static ObjectNode read(String name) {
        return (ObjectNode) new KubeYaml()
                .read(text("/bench/" + name + ".yaml"), name)
                .getFirst()
                .content();
    }

    /** The configuration of the measured servers: discovery is on, and a pod may choose every feature. */
    static String configuration() {
        return text("/bench/configuration.yaml");
    }

    private static String text(String file) {
        try (InputStream stream = SampleObjects.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
