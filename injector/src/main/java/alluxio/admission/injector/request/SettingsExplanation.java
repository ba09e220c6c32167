package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Explains where the settings of a pod come from: an annotation, its profile, or the default. */
record SettingsExplanation(Map<String, String> annotations, ExplanationBuilder explanation) {

    void explain(PodSettings settings) {
        setting(Keys.PROFILE, settings.profile().name(), ValueOrigin.DEFAULT, "defaultProfile of the configuration");
        List<String> features = settings.features().stream().map(Feature::key).toList();
        setting(Keys.FEATURES, String.join(",", features), ValueOrigin.PROFILE, "features");
        setting(Keys.CONTAINERS, "", ValueOrigin.DEFAULT, "all but sidecars of meshes and agents");
        if (annotations.containsKey(Keys.EXCLUDE_CONTAINERS)) {
            setting(Keys.EXCLUDE_CONTAINERS, "", ValueOrigin.POD, "");
        }
        setting(Keys.CLIENT_OPTIONS, settings.clientOptions().key(), ValueOrigin.PROFILE, "client.options");
        if (settings.features().contains(Feature.FUSE)) {
            String mode = settings.fuse().mode().name().toLowerCase(Locale.ROOT);
            setting(Keys.FUSE_MODE, mode, ValueOrigin.PROFILE, "fuse.mode");
        }
        setting(Keys.SCHEDULING, settings.scheduling().mode().key(), ValueOrigin.PROFILE, "scheduling.mode");
    }

    /** @param origin of the value if the pod has no such annotation */
    private void setting(String key, String value, ValueOrigin origin, String from) {
        String name = key.substring(Keys.PREFIX.length());
        String annotation = annotations.get(key);
        if (annotation == null) {
            explanation.setting(name, value, origin, from);
        } else {
            explanation.setting(name, annotation.strip(), ValueOrigin.POD, "annotation " + key);
        }
    }
}
