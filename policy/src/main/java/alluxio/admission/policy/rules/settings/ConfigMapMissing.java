package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.Limits;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerStage;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The ConfigMap in {@code envFrom} exists.
 *
 * <p><b>Restricted fields:</b> {@code envFrom[].configMapRef.name} of Alluxio's containers, where the input or the namespace
 * has another ConfigMap of Alluxio.
 *
 * <p><b>Allowed values:</b> the name of a ConfigMap that is seen, or anything with {@code optional: true}. It is a warning,
 * as the ConfigMap may come from elsewhere.
 *
 * <p><b>Why:</b> a container with a ConfigMap that does not exist stays in {@code CreateContainerConfigError}.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: the ConfigMap may be applied later, and its pods wait for it.
 *
 * <p><b>Source:</b> Kubernetes: Configure a Pod to Use a ConfigMap.
 */
public final class ConfigMapMissing implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "config-map-missing",
                    "A container whose ConfigMap does not exist is not started: it stays in CreateContainerConfigError.")
            .forAnyRelease("the kubelet starts no container whose ConfigMap is missing");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    private static final String ALLUXIO = "Alluxio's";

    /** By name, and those of Alluxio together. */
    private static final PeerIndex<Boolean> MAPS =
            PeerIndex.of("ConfigMaps of Alluxio", List.of(ObjectKind.CONFIG_MAP), (map, entries) -> {
                entries.add(List.of(map.name()), true);
                if (SettingsText.isOfAlluxio(map.root())) {
                    entries.add(ALLUXIO, true);
                }
            });

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(MAPS);
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        // Enough to name some, and to find the nearest one.
        Set<String> names = new LinkedHashSet<>();
        object.visitPeers(MAPS, ALLUXIO, map -> {
            names.add(map.name());
            return names.size() < Limits.REPORTED_FINDINGS;
        });
        List<String> alluxios = List.copyOf(names);
        if (alluxios.isEmpty()) {
            return;
        }
        object.pod()
                .ifPresent(pod -> Iterables.forEach(
                        pod.containers(),
                        c -> c.stage() != ContainerStage.EPHEMERAL && c.isOfAlluxio(),
                        c -> container(object, c, alluxios, findings)));
    }

    private static void container(
            ReviewedObject object, Container container, List<String> alluxios, Findings findings) {
        for (Field from : container.field().at("envFrom").items()) {
            Field name = from.at("configMapRef", "name");
            if (name.exists()
                    && !from.at("configMapRef", "optional").isTrue()
                    && object.firstPeer(MAPS, List.of(name.string())).isEmpty()) {
                String missing = MessageText.cut(name.string());
                findings.at(container, name)
                        .found("ConfigMap " + missing
                                + (object.view().isComplete(ObjectKind.CONFIG_MAP.kind(), object.namespace())
                                        ? ", which does not exist"
                                        : ", which is not seen"))
                        .wanted(MessageText.list(alluxios, " or "))
                        .fix("write "
                                + DidYouMean.nearest(name.string(), alluxios).orElse(alluxios.getFirst())
                                + ", or create ConfigMap " + missing);
            }
        }
    }
}
