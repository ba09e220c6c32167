package alluxio.admission.model.alluxio;

import alluxio.admission.model.Iterables;
import java.util.Collection;
import tools.jackson.databind.JsonNode;

/**
 * How objects of Fluid, which runs an Alluxio of its own for each dataset, are recognised: its chart puts a label into every pod
 * template, and its controllers own what they create. Anybody can write either, so both prove nothing by themselves.
 */
public final class Fluid {
    /** Of every pod template of Fluid's chart. */
    public static final String DATASET_LABEL = "fluid.io/dataset";

    private static final String API_GROUP = "data.fluid.io/";

    private Fluid() {}

    /** Whether one of the labels names a dataset. */
    public static boolean isLabelled(Collection<String> labels) {
        return Iterables.any(labels, label -> label.startsWith(DATASET_LABEL));
    }

    /** Whether one of {@code metadata.ownerReferences} is an object of Fluid. */
    public static boolean isOwned(JsonNode metadata) {
        return metadata.path("ownerReferences")
                .valueStream()
                .anyMatch(owner -> owner.path("apiVersion").stringValue("").startsWith(API_GROUP));
    }
}
