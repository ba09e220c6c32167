package alluxio.admission.injector;

import alluxio.admission.model.Keys;
import java.util.function.Supplier;

/** Writes down what was done, on the pod itself. */
final class StatusAnnotation {
    private StatusAnnotation() {}

    /** @param status taken last, so that it can hold the parents that writing it creates */
    static void write(PatchBuilder patch, Supplier<String> status) {
        Place annotations = patch.annotations();
        String text = status.get();
        if (!annotations.text(Keys.STATUS).equals(text)) {
            patch.set(annotations, Keys.STATUS, annotations.node().stringNode(text));
        }
    }
}
