package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerStage;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;

/**
 * Names, images and sources of variables are filled in.
 *
 * <p><b>Restricted fields:</b> the names of the object, its namespace, service account and containers, of the ConfigMaps,
 * Secrets and claims that it mounts or has variables from, the images of Alluxio's containers, and {@code envFrom}; of pods with
 * Alluxio.
 *
 * <p><b>Allowed values:</b> none with one of {@code < > { } $}, as in {@code alluxio/alluxio:<tag>} and {@code $CLUSTER-config}:
 * no name and no image may have these. Each entry of {@code envFrom} names a ConfigMap or a Secret. It is a warning.
 *
 * <p><b>Why:</b> the template was applied as it stands. The API server refuses such a name, or the kubelet never finds the
 * image or the object, and pods do not start.
 *
 * <p><b>Source:</b> the names of Kubernetes (RFC 1123); the grammar of image references in distribution/reference.
 */
public final class UnfilledTemplate implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "unfilled-template",
                    "No object and no image can have such a name: the template was applied without its values.")
            .forAnyRelease("what names Kubernetes and image registries allow");

    /** Where a volume names another object. */
    private static final List<List<String>> OF_VOLUMES = List.of(
            List.of("configMap", "name"),
            List.of("secret", "secretName"),
            List.of("persistentVolumeClaim", "claimName"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Optional<Pod> pod = object.alluxioPod();
        if (pod.isEmpty()) {
            return;
        }
        name(Optional.empty(), object.root().at("metadata", "name"), findings);
        name(Optional.empty(), object.root().at("metadata", "namespace"), findings);
        name(Optional.empty(), pod.get().spec().at("serviceAccountName"), findings);
        for (Field volume : pod.get().spec().at("volumes").items()) {
            OF_VOLUMES.forEach(path -> name(Optional.empty(), volume.at(path.toArray(String[]::new)), findings));
        }
        for (Container container : pod.get().containers()) {
            if (container.stage() != ContainerStage.EPHEMERAL) {
                container(container, findings);
            }
        }
    }

    private static void container(Container container, Findings findings) {
        Optional<Container> here = Optional.of(container);
        name(here, container.field().at("name"), findings);
        if (container.isOfAlluxio()) {
            name(here, container.field().at("image"), findings);
        }
        for (Field entry : container.field().at("env").items()) {
            name(here, entry.at("valueFrom", "configMapKeyRef", "name"), findings);
            name(here, entry.at("valueFrom", "secretKeyRef", "name"), findings);
        }
        for (Field source : container.field().at("envFrom").items()) {
            Field map = source.at("configMapRef", "name");
            Field secret = source.at("secretRef", "name");
            name(here, map, findings);
            name(here, secret, findings);
            if (map.string().isEmpty() && secret.string().isEmpty()) {
                findings.at(container, source)
                        .found("an entry of envFrom without a source")
                        .wanted("the name of a ConfigMap or a Secret")
                        .fix("write configMapRef: {name: NAME} with the ConfigMap's name, or delete the entry");
            }
        }
    }

    private static void name(Optional<Container> container, Field field, Findings findings) {
        String text = field.string();
        field.budget().spendText(text.length());
        if (SettingsText.hasAny("<>{}$", text)) {
            findings.at(container, field)
                    .found(field.name() + ": " + MessageText.cut(text))
                    .wanted("a name without a placeholder")
                    .fix("write the real value in the place of the placeholder");
        }
    }
}
