package alluxio.admission.app.generated;

import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Annotations of ours: mostly right, sometimes misspelt, now and then with what only the webhook writes. */
final class SettingsGenerator {
    private static final String CONTAINERS = "app";

    private final Dice dice;
    private final Oddities oddities;

    SettingsGenerator(Dice dice, Oddities oddities) {
        this.dice = dice;
        this.oddities = oddities;
    }

    void settings(ObjectNode annotations) {
        if (dice.percent(30)) {
            annotations.put(Keys.FEATURES, features());
        }
        if (dice.percent(10)) {
            annotations.put(Keys.PROFILE, dice.percent(95) ? "alluxio" : dice.pick("aluxio", "", "second"));
        }
        if (dice.percent(8)) {
            annotations.put(Keys.CONTAINERS, dice.pick(CONTAINERS, "app,side", "app, later", "istio-proxy", ""));
        } else if (dice.percent(8)) {
            annotations.put(Keys.EXCLUDE_CONTAINERS, dice.pick("side", "app", "setup,later"));
        }
        if (dice.percent(20)) {
            annotations.put(Keys.CLIENT_OPTIONS, dice.pick("env", "file", "file", "none"));
        }
        if (dice.percent(15)) {
            annotations.put(Keys.FUSE_MODE, dice.pick("host", "sidecar"));
        }
        if (dice.percent(8)) {
            annotations.put(Keys.FUSE_PATH, dice.pick("/data", "/mnt/alluxio/", "//mnt//x", "/mnt/alluxio"));
        }
        if (dice.percent(10)) {
            annotations.put(Keys.SCHEDULING, dice.pick("auto", "required", "none"));
        }
        if (dice.percent(2)) {
            annotations.put(
                    dice.pick(Keys.FEATURES, Keys.FUSE_PATH, Keys.SCHEDULING, "alluxio.io/feature", "alluxio.io/"),
                    oddities.text());
        }
        webhooks(annotations);
    }

    private String features() {
        List<String> chosen = new ArrayList<>();
        for (String feature : Feature.keys()) {
            if (dice.percent(45)) {
                chosen.add(dice.below(chosen.size() + 1), dice.percent(90) ? feature : " " + feature + " ");
            }
        }
        if (dice.percent(1)) {
            chosen.add(dice.pick("short-circuits", "FUSE"));
        }
        return String.join(",", chosen);
    }

    /** As a pod has them that was restored from a backup, or written by hand after another. */
    private void webhooks(ObjectNode annotations) {
        if (dice.percent(5)) {
            annotations.put(
                    Keys.STATUS, dice.pick("", "{", "{}", "null", "\"injected\"", "[1]", "{\"result\":\"injected\"}"));
        }
        if (dice.percent(3)) {
            annotations.put(Keys.CLIENT_PROPERTIES, dice.pick("", "a=b\n"));
        }
    }
}
