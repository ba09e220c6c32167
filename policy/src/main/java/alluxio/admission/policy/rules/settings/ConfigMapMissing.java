package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.DidYouMean;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.Kind;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Container.Stage;
import alluxio.admission.policy.view.Field;
import java.util.List;

/**
 * The ConfigMap in {@code envFrom} is there.
 *
 * <p><b>Restricted fields:</b> {@code envFrom[].configMapRef.name} of Alluxio's containers, where the input or the namespace has
 * another ConfigMap of Alluxio.
 *
 * <p><b>Allowed values:</b> the name of a ConfigMap that is seen, or anything with {@code optional: true}. It is a warning, as
 * the ConfigMap may come from elsewhere.
 *
 * <p><b>Why:</b> a container with a ConfigMap that does not exist stays in {@code CreateContainerConfigError}.
 *
 * <p><b>Source:</b> Kubernetes: Configure a Pod to Use a ConfigMap.
 */
public final class ConfigMapMissing implements Rule {

    @Override
    public RuleInfo info() {
        return RuleInfo.warn(
                "config-map-missing",
                "A container whose ConfigMap does not exist is not started: it stays in CreateContainerConfigError.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        List<Subject> maps = subject.peers(Kind.CONFIG_MAP);
        List<String> alluxios = maps.stream()
                .filter(map -> Written.isAlluxios(map.root()))
                .map(Subject::name)
                .distinct()
                .toList();
        List<String> all = maps.stream().map(Subject::name).toList();
        if (alluxios.isEmpty()) {
            return;
        }
        subject.pod().stream()
                .flatMap(pod -> pod.containers().stream())
                .filter(c -> c.stage() != Stage.EPHEMERAL && Written.isAlluxios(c))
                .forEach(c -> container(c, all, alluxios, findings));
    }

    private static void container(Container container, List<String> all, List<String> alluxios, Findings findings) {
        for (Field from : container.field().at("envFrom").items()) {
            Field name = from.at("configMapRef", "name");
            if (name.exists() && !from.at("configMapRef", "optional").isTrue() && !all.contains(name.string())) {
                findings.report(
                        container,
                        name,
                        "ConfigMap " + name.string() + ", which is not seen",
                        String.join(" or ", alluxios),
                        "write " + DidYouMean.nearest(name.string(), alluxios).orElse(alluxios.getFirst())
                                + ", or create ConfigMap " + name.string());
            }
        }
    }
}
