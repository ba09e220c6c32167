package alluxio.admission.app.server;

import alluxio.admission.app.config.ConfigurationLimits;
import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.kube.AdmissionRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The text of the configuration in a ConfigMap, as the kubelet would write it into the file that the server reads. */
sealed interface ConfigurationText {
    /** The key of the ConfigMap, and so the name of the file. */
    String KEY = "config.yaml";

    /** @param text that is judged */
    record GoodText(String text) implements ConfigurationText {}

    /** @param problem why there is no text to judge, and what to do */
    record BadText(String problem) implements ConfigurationText {}

    /** The request does not change it. */
    record SameText() implements ConfigurationText {}

    /** @param request that creates or updates a ConfigMap */
    static ConfigurationText of(AdmissionRequest request) {
        Optional<ObjectNode> object = request.object();
        if (object.isEmpty() || isSame(object.get(), request.oldObject())) {
            return new SameText();
        }
        JsonNode data = object.get().path("data");
        JsonNode binaryData = object.get().path("binaryData");
        try {
            if (data.path(KEY).isString()) {
                return sized(data.path(KEY).stringValue());
            }
            return binaryData.path(KEY).isString()
                    ? decoded(binaryData.path(KEY).stringValue())
                    : new BadText(missing(data, binaryData));
        } catch (UnreadableException e) {
            return new BadText(String.join(" ", e.lines()));
        }
    }

    private static boolean isSame(ObjectNode object, Optional<ObjectNode> old) {
        return old.isPresent()
                && List.of("data", "binaryData").stream()
                        .allMatch(part -> object.path(part)
                                .path(KEY)
                                .equals(old.get().path(part).path(KEY)));
    }

    private static ConfigurationText decoded(String base64) {
        if (base64.length() > 2 * ConfigurationLimits.JUDGED_BYTES) {
            return tooLarge();
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new BadText("binaryData[" + KEY + "] is not base64; write the configuration into data[" + KEY + "]");
        }
        return sized(InputFile.text("binaryData[" + KEY + "]", bytes));
    }

    private static ConfigurationText sized(String text) {
        return text.length() > ConfigurationLimits.JUDGED_BYTES ? tooLarge() : new GoodText(text);
    }

    private static ConfigurationText tooLarge() {
        return new BadText(KEY + " is larger than " + (ConfigurationLimits.JUDGED_BYTES >> 10)
                + " KiB, the most that is checked; remove what is not needed, such as comments");
    }

    private static String missing(JsonNode data, JsonNode binaryData) {
        List<String> keys = new ArrayList<>(data.propertyNames());
        keys.addAll(binaryData.propertyNames());
        String found =
                keys.isEmpty() ? "it has no keys" : "found " + Excerpt.cut(String.join(", ", keys), Excerpt.LENGTH);
        return "data[" + KEY + "] is missing; " + found
                + DidYouMean.nearest(KEY, keys)
                        .map(near -> "; rename " + Excerpt.quoted(near) + " to \"" + KEY + "\"")
                        .orElse("; write the configuration into data[" + KEY + "]");
    }
}
