package alluxio.admission.app.generated;

import alluxio.admission.model.Keys;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes up pods of the kinds that users, charts and other webhooks write, with a liking for the places where an injection
 * puts something. Most are valid; what is not (a mount of no volume, a key of ours misspelt) is what people get wrong.
 */
final class PodGenerator {
    private final SeededRandom random;
    private final OddValues oddities;
    private final boolean valid;

    /** @param valid whether it should do without what a real API server is known to refuse */
    PodGenerator(SeededRandom random, boolean valid) {
        this.random = random;
        this.oddities = new OddValues(random, valid);
        this.valid = valid;
    }

    ObjectNode pod() {
        ObjectNode pod =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata").put("name", random.pick("client", "spark-1", "a.b-c"));
        labels(metadata);
        annotations(metadata);
        ObjectNode spec = pod.putObject("spec");
        new VolumeGenerator(random, oddities).volumes(spec);
        new ContainerGenerator(random, oddities, valid).containers(spec);
        network(spec);
        new PlacementGenerator(random, oddities).placement(spec);
        security(spec);
        if (!valid) {
            oddities.sprinkle(pod);
        }
        return pod;
    }

    private void labels(ObjectNode metadata) {
        ObjectNode labels = metadata.putObject("labels");
        String value = random.percent(94) ? "true" : random.pick("false", "yes", "True", "");
        if (random.percent(96)) {
            labels.put(Keys.INJECT, value);
        }
        if (random.percent(30)) {
            labels.put("app", random.pick("alluxio", "spark", "alluxio-worker"));
        }
        if (random.percent(10)) {
            labels.put("role", random.pick("alluxio-worker", "alluxio-fuse", "alluxio-master", "driver"));
        }
        if (random.percent(1)) {
            labels.put(random.pick("alluxio.io/injected", Keys.FEATURES), "true");
        }
    }

    private void annotations(ObjectNode metadata) {
        if (random.percent(30)) {
            oddities.nothing(metadata, "annotations");
            return;
        }
        ObjectNode annotations = metadata.putObject("annotations");
        random.times(
                3,
                () -> annotations.put(
                        random.pick("note", "example.com/a-b", "example.com/name", "checksum/config", "a_b"),
                        oddities.text()));
        if (oddities.mistake(5)) {
            annotations.put("example.com/a~b/ünï", "x");
        }
        if (random.percent(10)) {
            annotations.put(
                    "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes",
                    random.pick("", "data", "data,alluxio-domain", " data , scratch "));
        }
        new SettingsGenerator(random, oddities).settings(annotations);
    }

    private void network(ObjectNode spec) {
        if (random.percent(15)) {
            spec.put("hostNetwork", random.percent(80)).put("dnsPolicy", "ClusterFirstWithHostNet");
        }
        if (random.percent(75)) {
            oddities.nothing(spec, "hostAliases");
            return;
        }
        ArrayNode aliases = spec.putArray("hostAliases");
        random.times(3, () -> {
            ObjectNode alias = aliases.addObject()
                    .put("ip", random.pick("10.0.0.7", "10.0.0.8", "192.168.0.1", "fd00::7", "FD00:0::7", "10.0.0.7"));
            if (random.percent(90)) {
                ArrayNode names = alias.putArray("hostnames");
                random.times(3, () -> names.add(random.pick("namenode", "datanode", "other", "a.example", "namenode")));
            }
        });
    }

    private void security(ObjectNode spec) {
        if (random.percent(30)) {
            ObjectNode security = spec.putObject("securityContext");
            if (random.percent(50)) {
                security.put("runAsUser", random.pick(0, 1000, 65534));
            }
            if (random.percent(40)) {
                security.put("fsGroup", random.pick(0, 1000));
            }
            if (random.percent(30)) {
                security.put("runAsNonRoot", random.percent(50));
            }
            if (random.percent(10)) {
                security.putObject("seLinuxOptions").put("level", "s0:c1,c2");
            }
        }
        if (random.percent(5)) {
            spec.put("hostPID", true);
        } else if (random.percent(5)) {
            spec.put("shareProcessNamespace", true);
        } else if (random.percent(5)) {
            spec.put("hostUsers", random.percent(30));
        }
        if (random.percent(2)) {
            spec.putObject("os").put("name", random.pick("linux", "windows"));
        }
        if (random.percent(2)) {
            spec.put("runtimeClassName", random.pick("kata", "gvisor"));
        }
        if (random.percent(15)) {
            spec.putArray("imagePullSecrets").addObject().put("name", random.pick("registry", "mine"));
        }
    }
}
