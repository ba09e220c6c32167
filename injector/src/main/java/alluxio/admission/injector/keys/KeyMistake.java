package alluxio.admission.injector.keys;

import alluxio.admission.model.kube.FieldPath;

/**
 * A label or an annotation that is misspelt, or stands where it has no effect.
 *
 * @param path in the object that was submitted, such as {@code spec.template.metadata.labels[alluxio.io/injct]}; the last step is
 *     the key
 * @param found what is wrong
 * @param fix what to do
 */
public record KeyMistake(FieldPath path, String found, String fix) {
    /** One sentence. */
    public String message() {
        return found + "; " + fix;
    }
}
