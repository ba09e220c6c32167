package alluxio.admission.app.generated;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Variables: options of JVMs in every state that matters to who appends to them, and those that an injection sets. */
final class EnvironmentGenerator {
    private static final String UUID = "alluxio.worker.data.server.domain.socket.as.uuid";

    private final SeededRandom random;
    private final OddValues oddities;
    private final boolean valid;

    EnvironmentGenerator(SeededRandom random, OddValues oddities, boolean valid) {
        this.random = random;
        this.oddities = oddities;
        this.valid = valid;
    }

    void environment(ObjectNode container) {
        if (random.percent(15)) {
            envFrom(container.putArray("envFrom"));
        }
        if (random.percent(40)) {
            oddities.nothing(container, "env");
            return;
        }
        ArrayNode env = container.putArray("env");
        random.times(2, () -> plain(env.addObject()));
        if (random.percent(45)) {
            options(env.addObject().put("name", "JAVA_TOOL_OPTIONS"));
        }
        if (random.percent(10)) {
            options(env.addObject()
                    .put(
                            "name",
                            random.pick(
                                    "ALLUXIO_WORKER_JAVA_OPTS",
                                    "ALLUXIO_FUSE_JAVA_OPTS",
                                    "ALLUXIO_JOB_WORKER_JAVA_OPTS",
                                    "ALLUXIO_JAVA_OPTS",
                                    "JAVA_TOOL_OPTIONS")));
        }
        if (random.percent(8)) {
            ObjectNode variable = env.addObject();
            variable.put("name", random.pick("ALLUXIO_FUSE_PATH", "HADOOP_CONF_DIR", "ALLUXIO_CLIENT_HOSTNAME"));
            if (random.percent(40)) {
                reference(variable);
            } else {
                variable.put("value", random.pick("/mnt/alluxio/fuse", "/secrets/hdfsConfig", "/etc/hadoop", ""));
            }
        }
        if (oddities.mistake(2)) {
            env.addNull();
        }
    }

    private void plain(ObjectNode variable) {
        variable.put("name", random.pick("A", "HOST_IP", "PATH", "X_1"));
        switch (random.below(4)) {
            case 0 -> reference(variable);
            case 1 -> variable.put("value", "$(HOST_IP):$$x");
            default -> variable.put("value", oddities.text());
        }
    }

    private void options(ObjectNode variable) {
        switch (random.below(14)) {
            case 0 -> reference(variable);
            case 1 -> {}
            case 2 -> variable.putNull("value");
            case 3 -> variable.put("value", "");
            case 4 -> variable.put("value", "  -Xmx1g   ");
            case 5 -> variable.put("value", "-Dx=\"a b\" -Dy='c d'");
            case 6 -> variable.put("value", "-Dhost=$(HOST_IP) -Dd=$$x");
            case 7 -> variable.put("value", "-D" + UUID + "=" + random.pick("true", "true", "false"));
            case 8 ->
                variable.put(
                        "value", "-Dalluxio.master.hostname=" + random.pick("elsewhere", "alluxio-master-0.alluxio"));
            case 9 -> variable.put("value", "-Da=" + "y".repeat(random.pick(700, 1000, 2000)));
            case 10 ->
                variable.put("value", "-Dalluxio.user.hostname=" + random.pick("x", "$(ALLUXIO_CLIENT_HOSTNAME)"));
            case 11 -> variable.put("value", valid || random.percent(70) ? "-Xms1g\n-Xmx1g" : "-Dq=\"open");
            case 12 -> variable.put("value", "-Dalluxio.worker.data.server.domain.socket.address=/opt/domain");
            default -> variable.put("value", "-Xmx1g");
        }
    }

    private void reference(ObjectNode variable) {
        ObjectNode from = variable.putObject("valueFrom");
        switch (random.below(3)) {
            case 0 -> from.putObject("fieldRef").put("fieldPath", "status.hostIP");
            case 1 ->
                from.putObject("configMapKeyRef")
                        .put("name", "c")
                        .put("key", "k")
                        .put("optional", true);
            default -> from.putObject("secretKeyRef").put("name", "s").put("key", "k");
        }
    }

    private void envFrom(ArrayNode sources) {
        random.times(2, () -> {
            ObjectNode source = sources.addObject();
            if (random.percent(40)) {
                source.put("prefix", random.pick("APP_", "JAVA_TOOL_", "ALLUXIO_", ""));
            }
            source.putObject(random.pick("configMapRef", "secretRef")).put("name", "c");
        });
    }
}
