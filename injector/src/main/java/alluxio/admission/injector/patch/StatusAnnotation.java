package alluxio.admission.injector.patch;

import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Keys;
import java.util.function.Supplier;

/** Writes down what was done, on the pod itself. */
public final class StatusAnnotation {
    private StatusAnnotation() {}

    /** @param status taken last, so that it can hold the parents that writing it creates */
    public static void write(PatchBuilder patch, Supplier<String> status) {
        PodElement annotations = patch.annotations();
        String text = status.get();
        if (!annotations.text(Keys.STATUS).equals(text)) {
            patch.set(annotations, Keys.STATUS, annotations.node().stringNode(text));
        }
    }
}
