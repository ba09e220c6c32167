package alluxio.admission.app.generated;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes up configurations, as their files have them; all of them would be loaded. */
final class ConfigurationGenerator {
    private final SeededRandom random;

    ConfigurationGenerator(SeededRandom random) {
        this.random = random;
    }

    ObjectNode configuration() {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "admission.alluxio.io/v1")
                .put("kind", "AdmissionConfiguration");
        ArrayNode profiles = root.putArray("profiles");
        profile(profiles.addObject(), "alluxio");
        if (random.percent(20)) {
            root.put("defaultProfile", "alluxio");
            profile(profiles.addObject(), "second");
        }
        ObjectNode injection = root.putObject("injection").put("onConflict", random.pick("deny", "warn"));
        if (random.percent(10)) {
            injection.putArray("excludedContainers").add(random.pick("side", "mesh"));
        }
        if (random.percent(20)) {
            injection.putArray("runtimeClasses").add("kata");
        }
        return root;
    }

    private void profile(ObjectNode profile, String name) {
        profile.put("name", name).put("namespace", "alluxio");
        if (random.percent(50)) {
            profile.put(
                    "version", random.pick("2.9.6", "2.8.0", "2.7.4", "2.5.0", "2.3.0", "2.1.2", "1.8.1", "2.10.0"));
        }
        ArrayNode masters = profile.putObject("master").putArray("addresses");
        masters.add("alluxio-master-0:19998");
        if (random.percent(25)) {
            masters.add("alluxio-master-1.example:19998").add("[fd00::3]:19998");
        }
        client(profile);
        List<String> features = new ArrayList<>();
        if (random.percent(85)) {
            features.add("short-circuit");
            shortCircuit(profile.putObject("shortCircuit"));
        }
        if (random.percent(55)) {
            features.add(random.below(features.size() + 1), "fuse");
            fuse(profile.putObject("fuse"));
        }
        if (random.percent(45)) {
            features.add(random.below(features.size() + 1), "hdfs");
            hdfs(profile.putObject("hdfs"));
        }
        if (random.percent(45)) {
            features.add(random.below(features.size() + 1), "host-aliases");
            ArrayNode aliases = profile.putArray("hostAliases");
            aliases.addObject()
                    .put("ip", "10.0.0.7")
                    .putArray("hostnames")
                    .add("namenode")
                    .add("a.example");
            if (random.percent(40)) {
                aliases.addObject()
                        .put("ip", random.pick("10.0.0.8", "fd00::7"))
                        .putArray("hostnames")
                        .add("datanode");
            }
        }
        features.removeIf(feature -> random.percent(15));
        features.forEach(profile.putArray("features")::add);
        scheduling(profile);
    }

    private void client(ObjectNode profile) {
        if (random.percent(50)) {
            ObjectNode client = profile.putObject("client").put("options", random.pick("env", "env", "file", "none"));
            if (random.percent(60)) {
                client.putObject("properties")
                        .put("alluxio.user.file.readtype.default", "CACHE")
                        .put("a.b", random.pick("x y", "$HOME", "$(A)", "q\"'q", "", "ü", "z".repeat(400)));
            }
        }
    }

    private void shortCircuit(ObjectNode shortCircuit) {
        boolean local = random.percent(25);
        shortCircuit.put("policy", local ? "local" : "uuid").put("required", random.percent(90));
        if (random.percent(90)) {
            shortCircuit.put("hostPath", "/tmp/alluxio-domain");
        }
        if (local) {
            ArrayNode tiers = shortCircuit.putArray("tiers").add("/mnt/ramdisk");
            random.times(1, () -> tiers.add("/mnt/ssd"));
        }
        if (random.percent(10)) {
            shortCircuit.put("mountPath", random.pick("/opt/domain", "/domain", "/mnt/alluxio/d"));
        }
    }

    private void fuse(ObjectNode fuse) {
        boolean sidecar = random.percent(50);
        fuse.put("mode", sidecar ? "sidecar" : "host")
                .put("hostPath", random.percent(90) ? "/mnt/alluxio" : random.pick("/", "/mnt"))
                .put("mountPath", random.pick("/mnt/alluxio", "/mnt/alluxio", "/alluxio", "/opt"))
                .put("directory", random.percent(80) ? "fuse" : "alluxio-fuse");
        if (sidecar || random.percent(80)) {
            fuse.put(
                    "image",
                    random.pick("alluxio/alluxio:2.9.6", "alluxio/alluxio:2.9.6", "alluxio/alluxio-fuse:2.3.0"));
        }
        if (random.percent(30)) {
            fuse.putArray("options").add("allow_other");
            fuse.putArray("imagePullSecrets").add("registry");
        }
    }

    private void hdfs(ObjectNode hdfs) {
        ArrayNode secrets = hdfs.putArray("secrets");
        secrets.addObject().put("name", "hdfs-config").put("directory", "hdfsConfig");
        if (random.percent(30)) {
            secrets.addObject()
                    .put("name", random.pick("key.tab", "k".repeat(60)))
                    .put("directory", "keytab");
        }
        if (random.percent(50)) {
            hdfs.put("confDir", "hdfsConfig");
        }
    }

    private void scheduling(ObjectNode profile) {
        if (random.percent(50)) {
            ObjectNode scheduling = profile.putObject("scheduling");
            scheduling.put("mode", random.pick("auto", "required", "none"));
            scheduling.putObject("nodeSelector").put("disk", "ssd");
            if (random.percent(30)) {
                scheduling
                        .putObject("affinity")
                        .putObject("nodeAffinity")
                        .putObject("requiredDuringSchedulingIgnoredDuringExecution")
                        .putArray("nodeSelectorTerms")
                        .addObject()
                        .putArray("matchExpressions")
                        .addObject()
                        .put("key", "example.com/pool")
                        .put("operator", "In")
                        .putArray("values")
                        .add("cache")
                        .add("big");
            }
        }
        if (random.percent(20)) {
            profile.putObject("worker").put("uid", random.pick(0, 1000, 1001));
        }
    }
}
