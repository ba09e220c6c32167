package alluxio.admission.injector.patch;

import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Keys;
import java.util.function.Supplier;

/** Writes the status annotation into the pod. */
public final class StatusAnnotationWriter {
    private StatusAnnotationWriter() {}

    /** @param status called after the annotations exist, so that it can contain the parents that were created for it */
    public static void write(JsonPatchBuilder patch, Supplier<String> status) {
        PodElement annotations = patch.annotations();
        String text = status.get();
        if (!annotations.text(Keys.STATUS).equals(text)) {
            patch.set(annotations, Keys.STATUS, annotations.node().stringNode(text));
        }
    }
}
