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
    private final Dice dice;
    private final Oddities oddities;
    private final boolean valid;

    /** @param valid whether it should do without what a real API server is known to refuse */
    PodGenerator(Dice dice, boolean valid) {
        this.dice = dice;
        this.oddities = new Oddities(dice, valid);
        this.valid = valid;
    }

    ObjectNode pod() {
        ObjectNode pod =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata").put("name", dice.pick("client", "spark-1", "a.b-c"));
        labels(metadata);
        annotations(metadata);
        ObjectNode spec = pod.putObject("spec");
        new VolumeGenerator(dice, oddities).volumes(spec);
        new ContainerGenerator(dice, oddities, valid).containers(spec);
        network(spec);
        new PlacementGenerator(dice, oddities).placement(spec);
        security(spec);
        if (!valid) {
            oddities.sprinkle(pod);
        }
        return pod;
    }

    private void labels(ObjectNode metadata) {
        ObjectNode labels = metadata.putObject("labels");
        String value = dice.percent(94) ? "true" : dice.pick("false", "yes", "True", "");
        if (dice.percent(96)) {
            labels.put(Keys.INJECT, value);
        }
        if (dice.percent(30)) {
            labels.put("app", dice.pick("alluxio", "spark", "alluxio-worker"));
        }
        if (dice.percent(10)) {
            labels.put("role", dice.pick("alluxio-worker", "alluxio-fuse", "alluxio-master", "driver"));
        }
        if (dice.percent(1)) {
            labels.put(dice.pick("alluxio.io/injected", Keys.FEATURES), "true");
        }
    }

    private void annotations(ObjectNode metadata) {
        if (dice.percent(30)) {
            oddities.nothing(metadata, "annotations");
            return;
        }
        ObjectNode annotations = metadata.putObject("annotations");
        dice.times(
                3,
                () -> annotations.put(
                        dice.pick("note", "example.com/a-b", "example.com/name", "checksum/config", "a_b"),
                        oddities.text()));
        if (oddities.mistake(5)) {
            annotations.put("example.com/a~b/ünï", "x");
        }
        if (dice.percent(10)) {
            annotations.put(
                    "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes",
                    dice.pick("", "data", "data,alluxio-domain", " data , scratch "));
        }
        new SettingsGenerator(dice, oddities).settings(annotations);
    }

    private void network(ObjectNode spec) {
        if (dice.percent(15)) {
            spec.put("hostNetwork", dice.percent(80)).put("dnsPolicy", "ClusterFirstWithHostNet");
        }
        if (dice.percent(75)) {
            oddities.nothing(spec, "hostAliases");
            return;
        }
        ArrayNode aliases = spec.putArray("hostAliases");
        dice.times(3, () -> {
            ObjectNode alias = aliases.addObject()
                    .put("ip", dice.pick("10.0.0.7", "10.0.0.8", "192.168.0.1", "fd00::7", "FD00:0::7", "10.0.0.7"));
            if (dice.percent(90)) {
                ArrayNode names = alias.putArray("hostnames");
                dice.times(3, () -> names.add(dice.pick("namenode", "datanode", "other", "a.example", "namenode")));
            }
        });
    }

    private void security(ObjectNode spec) {
        if (dice.percent(30)) {
            ObjectNode security = spec.putObject("securityContext");
            if (dice.percent(50)) {
                security.put("runAsUser", dice.pick(0, 1000, 65534));
            }
            if (dice.percent(40)) {
                security.put("fsGroup", dice.pick(0, 1000));
            }
            if (dice.percent(30)) {
                security.put("runAsNonRoot", dice.percent(50));
            }
            if (dice.percent(10)) {
                security.putObject("seLinuxOptions").put("level", "s0:c1,c2");
            }
        }
        if (dice.percent(5)) {
            spec.put("hostPID", true);
        } else if (dice.percent(5)) {
            spec.put("shareProcessNamespace", true);
        } else if (dice.percent(5)) {
            spec.put("hostUsers", dice.percent(30));
        }
        if (dice.percent(2)) {
            spec.putObject("os").put("name", dice.pick("linux", "windows"));
        }
        if (dice.percent(2)) {
            spec.put("runtimeClassName", dice.pick("kata", "gvisor"));
        }
        if (dice.percent(15)) {
            spec.putArray("imagePullSecrets").addObject().put("name", dice.pick("registry", "mine"));
        }
    }
}
