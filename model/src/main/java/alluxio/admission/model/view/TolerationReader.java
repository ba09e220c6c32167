package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.Toleration;
import java.util.List;

/** Reads the tolerations of a pod, with every operator written out. */
public final class TolerationReader {
    private TolerationReader() {}

    /** @param spec of the pod */
    public static List<Toleration> read(Field spec) {
        return Iterables.map(
                spec.at("tolerations").items(),
                each -> new Toleration(
                        each.at("key").string(),
                        each.at("operator").text().orElse("Equal"),
                        each.at("value").string(),
                        each.at("effect").string()));
    }
}
