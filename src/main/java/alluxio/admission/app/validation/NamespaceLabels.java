package alluxio.admission.app.validation;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Keys;
import java.util.function.Predicate;

/** Which namespaces opt in by their label, as far as their objects are seen. Immutable. */
record NamespaceLabels(ClusterView view) implements Predicate<String> {

    @Override
    public boolean test(String namespace) {
        return view.find("Namespace", "", namespace)
                .map(object -> object.path("metadata").path("labels").path(Keys.INJECT))
                .filter(label -> label.stringValue("").equals("true"))
                .isPresent();
    }
}
