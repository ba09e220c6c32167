package alluxio.admission.app.generated;

import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Annotations of ours: mostly right, sometimes misspelt, now and then with what only the webhook writes. */
final class SettingsGenerator {
    private static final String CONTAINERS = "app";

    private final SeededRandom random;
    private final OddValues oddities;

    SettingsGenerator(SeededRandom random, OddValues oddities) {
        this.random = random;
        this.oddities = oddities;
    }

    void settings(ObjectNode annotations) {
        if (random.percent(30)) {
            annotations.put(Keys.FEATURES, features());
        }
        if (random.percent(10)) {
            annotations.put(Keys.PROFILE, random.percent(95) ? "alluxio" : random.pick("aluxio", "", "second"));
        }
        if (random.percent(8)) {
            annotations.put(Keys.CONTAINERS, random.pick(CONTAINERS, "app,side", "app, later", "istio-proxy", ""));
        } else if (random.percent(8)) {
            annotations.put(Keys.EXCLUDE_CONTAINERS, random.pick("side", "app", "setup,later"));
        }
        if (random.percent(20)) {
            annotations.put(Keys.CLIENT_OPTIONS, random.pick("env", "file", "file", "none"));
        }
        if (random.percent(15)) {
            annotations.put(Keys.FUSE_MODE, random.pick("host", "sidecar"));
        }
        if (random.percent(8)) {
            annotations.put(Keys.FUSE_PATH, random.pick("/data", "/mnt/alluxio/", "//mnt//x", "/mnt/alluxio"));
        }
        if (random.percent(10)) {
            annotations.put(Keys.SCHEDULING, random.pick("auto", "required", "none"));
        }
        if (random.percent(2)) {
            annotations.put(
                    random.pick(Keys.FEATURES, Keys.FUSE_PATH, Keys.SCHEDULING, "alluxio.io/feature", "alluxio.io/"),
                    oddities.text());
        }
        webhooks(annotations);
    }

    private String features() {
        List<String> chosen = new ArrayList<>();
        for (String feature : Feature.keys()) {
            if (random.percent(45)) {
                chosen.add(random.below(chosen.size() + 1), random.percent(90) ? feature : " " + feature + " ");
            }
        }
        if (random.percent(1)) {
            chosen.add(random.pick("short-circuits", "FUSE"));
        }
        return String.join(",", chosen);
    }

    /** As a pod has them that was restored from a backup, or written by hand after another. */
    private void webhooks(ObjectNode annotations) {
        if (random.percent(5)) {
            annotations.put(
                    Keys.STATUS,
                    random.pick("", "{", "{}", "null", "\"injected\"", "[1]", "{\"result\":\"injected\"}"));
        }
        if (random.percent(3)) {
            annotations.put(Keys.CLIENT_PROPERTIES, random.pick("", "a=b\n"));
        }
    }
}
