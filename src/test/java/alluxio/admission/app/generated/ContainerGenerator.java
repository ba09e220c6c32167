package alluxio.admission.app.generated;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Containers, init containers and native sidecars: applications, meshes and Alluxio's own, in its images and in others. */
final class ContainerGenerator {
    private static final List<String> ALLUXIO = List.of(
            "alluxio/alluxio:2.9.6",
            "alluxio/alluxio:2.4.0",
            "alluxio/alluxio-fuse:2.3.0",
            "alluxio/alluxio:1.8.0",
            "registry.example:5000/alluxio/alluxio:2.7.4@sha256:" + "0".repeat(64),
            "alluxio/alluxio");
    private static final List<String> ROLES =
            List.of("worker-only", "worker", "job-worker", "fuse", "master-only", "proxy", "csiserver", "fs");

    private final SeededRandom random;
    private final OddValues oddities;
    private final VolumeGenerator volumes;
    private final EnvironmentGenerator environment;

    ContainerGenerator(SeededRandom random, OddValues oddities, boolean valid) {
        this.random = random;
        this.oddities = oddities;
        this.volumes = new VolumeGenerator(random, oddities);
        this.environment = new EnvironmentGenerator(random, oddities, valid);
    }

    void containers(ObjectNode spec) {
        ArrayNode containers = spec.putArray("containers");
        boolean own = random.percent(15);
        container(spec, containers.addObject(), own ? random.pick("alluxio-worker", "app") : "app", own ? 80 : 4);
        if (random.percent(30)) {
            container(spec, containers.addObject(), random.pick("side", "istio-proxy", "job"), own ? 60 : 10);
        }
        if (random.percent(5)) {
            container(spec, containers.addObject(), "third", 0);
        }
        if (oddities.mistake(2)) {
            containers.add(random.percent(50) ? containers.get(0).deepCopy() : containers.nullNode());
        }
        if (random.percent(65)) {
            oddities.nothing(spec, "initContainers");
        } else {
            initContainers(spec);
        }
        if (oddities.mistake(5)) {
            container(spec, spec.putArray("ephemeralContainers").addObject(), "debug", 0);
        }
    }

    private void initContainers(ObjectNode spec) {
        ArrayNode list = spec.putArray("initContainers");
        for (String name : List.of("setup", "istio-init", "mesh", "migrate")) {
            if (random.percent(35)) {
                ObjectNode container = list.addObject();
                container(spec, container, name, 5);
                if (random.percent(name.equals("mesh") ? 80 : 10)) {
                    container.put("restartPolicy", "Always");
                }
            }
        }
        if (random.percent(2)) {
            container(
                    spec,
                    list.addObject(),
                    random.pick("alluxio-fuse", "alluxio-fuse-unmount", "alluxio-domain-chown"),
                    40);
        }
    }

    private void container(ObjectNode spec, ObjectNode container, String name, int alluxio) {
        container.put("name", name);
        if (random.percent(alluxio)) {
            container.put("image", random.pick(ALLUXIO));
            program(container);
        } else {
            container.put("image", random.pick("app:1", "spark:3.5", "busybox", "registry.example/alluxio-client:1"));
            if (random.percent(20)) {
                container
                        .putArray("command")
                        .add("sh")
                        .add("-c")
                        .add(random.pick("sleep 1", "/entrypoint.sh worker", "exit"));
            }
        }
        environment.environment(container);
        volumes.mounts(container, spec.path("volumes"));
        if (random.percent(15)) {
            ObjectNode security = container.putObject("securityContext");
            if (random.percent(70)) {
                security.put("runAsUser", random.pick(0, 1000));
            }
            if (random.percent(20)) {
                security.put("readOnlyRootFilesystem", true);
            }
        }
        if (random.percent(15)) {
            container
                    .putObject("resources")
                    .putObject("limits")
                    .put("memory", "1Gi")
                    .put("cpu", 1);
        }
        if (random.percent(4) && oddities.mistake(50)) {
            container.putArray("volumeDevices").addObject().put("name", "claim").put("devicePath", "/opt/domain");
        }
    }

    private void program(ObjectNode container) {
        String role = random.pick(ROLES);
        switch (random.below(5)) {
            case 0 -> container.putArray("command").add("/entrypoint.sh").add(role);
            case 1 -> container.putArray("command").add("tini").add("--").add("/entrypoint.sh");
            case 2 -> {}
            default -> {
                container.putArray("command").add("tini").add("--").add("/entrypoint.sh");
                container.putArray("args").add(role);
            }
        }
    }
}
