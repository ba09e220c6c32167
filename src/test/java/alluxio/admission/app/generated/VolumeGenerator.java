package alluxio.admission.app.generated;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Volumes of many kinds, the same directories and Secrets that an injection uses among them, and mounts of them. */
final class VolumeGenerator {
    private static final List<String> NAMES =
            List.of("data", "scratch", "conf", "token", "hadoop", "shared", "cache", "logs", "claim");
    private static final List<String> OURS =
            List.of("alluxio-domain", "alluxio-fuse", "alluxio-hdfs-hdfs-config", "alluxio-client-properties");
    private static final List<String> NEAR = List.of(
            "/opt/domain",
            "/opt/domain/",
            "/opt",
            "/opt/domain/below",
            "//opt/domain",
            "/mnt/alluxio",
            "/mnt",
            "/mnt/alluxio/fuse",
            "/secrets/hdfsConfig",
            "/secrets",
            "/mnt/ramdisk",
            "/etc/alluxio",
            "/etc/alluxio/alluxio-site.properties");

    private final SeededRandom random;
    private final OddValues oddities;

    VolumeGenerator(SeededRandom random, OddValues oddities) {
        this.random = random;
        this.oddities = oddities;
    }

    void volumes(ObjectNode spec) {
        if (random.percent(25)) {
            oddities.nothing(spec, "volumes");
            return;
        }
        ArrayNode volumes = spec.putArray("volumes");
        NAMES.stream().filter(name -> random.percent(25)).forEach(name -> volume(volumes.addObject(), name));
        OURS.stream().filter(name -> random.percent(2)).forEach(name -> volume(volumes.addObject(), name));
    }

    private void volume(ObjectNode volume, String name) {
        volume.put("name", name);
        switch (random.below(11)) {
            case 0, 1 -> {
                ObjectNode directory = volume.putObject("emptyDir");
                if (random.percent(30)) {
                    directory.put("medium", random.pick("Memory", "")).put("sizeLimit", "1Gi");
                }
            }
            case 2, 3 -> hostPath(volume.putObject("hostPath"));
            case 4 -> volume.putObject("configMap").put("name", "c").put("defaultMode", 420);
            case 5, 6 -> {
                ObjectNode secret = volume.putObject("secret").put("secretName", random.pick("hdfs-config", "mine"));
                if (random.percent(30)) {
                    secret.put("defaultMode", random.pick(256, 288, 292, 420));
                }
                if (random.percent(10)) {
                    secret.putArray("items").addObject().put("key", "k").put("path", "p");
                }
            }
            case 7 -> volume.putObject("persistentVolumeClaim").put("claimName", "alluxio-worker-domain-socket");
            case 8 -> {
                ObjectNode item =
                        volume.putObject("downwardAPI").putArray("items").addObject();
                item.put("path", "alluxio-site.properties")
                        .putObject("fieldRef")
                        .put(
                                "fieldPath",
                                random.pick("metadata.labels", "metadata.annotations['alluxio.io/client-properties']"));
            }
            case 9 ->
                volume.putObject("projected")
                        .putArray("sources")
                        .addObject()
                        .putObject("configMap")
                        .put("name", "c");
            default -> volume.putObject("nfs").put("server", "nfs").put("path", "/x");
        }
    }

    private void hostPath(ObjectNode source) {
        source.put(
                "path",
                random.pick("/tmp/alluxio-domain", "/tmp/alluxio-domain/", "/mnt/alluxio", "/mnt/ramdisk", "/data"));
        if (random.percent(70)) {
            source.put("type", random.pick("", "Directory", "DirectoryOrCreate"));
        }
    }

    void mounts(ObjectNode container, JsonNode volumes) {
        List<String> names = Stream.concat(
                        volumes.valueStream().map(volume -> volume.path("name").stringValue("")),
                        Stream.of("missing").filter(name -> oddities.mistake(5)))
                .toList();
        if (names.isEmpty() || random.percent(30)) {
            oddities.nothing(container, "volumeMounts");
            return;
        }
        ArrayNode mounts = container.putArray("volumeMounts");
        int most = random.below(4);
        for (int i = 0; i < most; i++) {
            mount(mounts.addObject(), random.pick(names), i);
        }
    }

    /** Paths differ, but for those near ours, of which a container has at most one. */
    private void mount(ObjectNode mount, String volume, int position) {
        String path = position == 0 && random.percent(25) ? random.pick(NEAR) : "/app/" + position;
        mount.put("name", volume).put("mountPath", oddities.mistake(1) ? random.pick("", "relative", "/a:b") : path);
        if (random.percent(25)) {
            mount.put("readOnly", random.percent(60));
        }
        if (random.percent(12)) {
            mount.put("subPath", random.pick("sub", "a/b", ""));
        } else if (random.percent(4)) {
            mount.put("subPathExpr", "$(HOSTNAME)");
        } else if (random.percent(10)) {
            mount.put("mountPropagation", random.pick("None", "HostToContainer"));
        }
    }
}
