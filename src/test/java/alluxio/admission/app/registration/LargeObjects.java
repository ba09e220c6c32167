package alluxio.admission.app.registration;

import alluxio.admission.app.registration.Submissions.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/** Objects about as large as the API server can store, which is 1.5 MB, each large in another way. */
final class LargeObjects {
    private static final String SMALL_POD = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"large"},"spec":{"containers":[]}}
            """;

    private LargeObjects() {}

    static List<Submission> all() {
        List<Submission> all = new ArrayList<>();
        all.add(pod("100 containers with 250 variables", 100, (c, n) -> {
            for (int i = 0; i < 250; i++) {
                c.withArrayProperty("env").addObject().put("name", "V" + i).put("value", "value " + i);
            }
        }));
        all.add(pod("100 containers with 50 words that may start a process", 100, (c, n) -> {
            c.withArrayProperty("command").add("/usr/bin/start").add("process");
            for (int i = 0; i < 48; i++) {
                c.withArrayProperty("args").add("w".repeat(120) + "/entrypoint.sh");
            }
        }));
        all.add(pod("100 containers with 1000 words", 100, (c, n) -> {
            c.withArrayProperty("command").add("/entrypoint.sh");
            for (int i = 0; i < 1000; i++) {
                c.withArrayProperty("args").add("word" + i);
            }
        }));
        all.add(pod(
                "100 containers with a script of 10 kB",
                100,
                (c, n) -> c.withArrayProperty("args").add("echo /entrypoint.sh ".repeat(500))));
        all.add(pod(
                "3000 containers",
                3000,
                (c, n) -> c.withArrayProperty("command").add("/entrypoint.sh").add("run")));
        all.add(pod(
                "a script of 1.4 MB", 1, (c, n) -> c.withArrayProperty("args").add("x".repeat(1_400_000))));
        all.add(pod("100 containers with 100 mounts of directories of the node", 100, (c, n) -> {
            for (int i = 0; i < 100; i++) {
                c.withArrayProperty("volumeMounts")
                        .addObject()
                        .put("name", "v" + i)
                        .put("mountPath", "/v/" + i);
            }
        }));
        Submission mounts = all.getLast();
        for (int i = 0; i < 100; i++) {
            ObjectNode volume = mounts.object()
                    .withObject("/spec")
                    .withArrayProperty("volumes")
                    .addObject()
                    .put("name", "v" + i);
            // Fifty are looked at; the rest are volumes of another type.
            if (i < 50) {
                volume.putObject("hostPath").put("path", "/tmp/" + "d".repeat(200) + i);
            } else {
                volume.putObject("emptyDir");
            }
        }
        all.add(configMap("one value of 1 MB", 1, 1_000_000));
        all.add(configMap("1000 values of 1 kB", 1000, 1_000));
        all.add(configMap("20000 empty values", 20_000, 0));
        return all;
    }

    private static Submission pod(String what, int containers, BiConsumer<ObjectNode, Integer> fill) {
        ObjectNode pod = Cluster.json(SMALL_POD);
        for (int i = 0; i < containers; i++) {
            ObjectNode container = pod.withObject("/spec")
                    .withArrayProperty("containers")
                    .addObject()
                    .put("name", "c" + i)
                    .put("image", "registry.example.com/app:1");
            fill.accept(container, i);
        }
        return new Submission(what, pod);
    }

    private static Submission configMap(String what, int entries, int size) {
        ObjectNode map =
                Cluster.json("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"large\"}}");
        for (int i = 0; i < entries; i++) {
            map.withObject("/data").put("key-" + i, "x".repeat(size));
        }
        return new Submission(what, map);
    }
}
