package alluxio.admission.policy.view;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Role;
import alluxio.admission.policy.view.Container.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pod, or the pods that a template makes. */
public final class Pod {
    private final Field field;
    private final String namespace;
    private final ClusterView view;
    private final List<Volume> volumes;
    private final List<Container> containers;

    private Pod(Field field, String namespace, List<Volume> volumes, ClusterView view) {
        this.field = field;
        this.namespace = namespace;
        this.view = view;
        this.volumes = volumes;
        this.containers = readContainers();
    }

    /**
     * @param field has the pod's metadata and spec
     * @param claimTemplates of the StatefulSet that makes it
     */
    public static Pod of(Field field, String namespace, List<Field> claimTemplates, ClusterView view) {
        List<Volume> volumes = new ArrayList<>();
        // A claim template wins over a volume of the same name (updateStorage in the StatefulSet controller).
        claimTemplates.forEach(template -> volumes.add(Volume.ofClaimTemplate(template)));
        field.at("spec", "volumes").items().forEach(volume -> volumes.add(Volume.of(volume)));
        return new Pod(field, namespace, List.copyOf(volumes), view);
    }

    private List<Container> readContainers() {
        List<Container> all = new ArrayList<>();
        for (Field init : spec().at("initContainers").items()) {
            add(all, init, init.at("restartPolicy").is("Always") ? Stage.SIDECAR : Stage.INIT);
        }
        spec().at("containers").items().forEach(main -> add(all, main, Stage.MAIN));
        spec().at("ephemeralContainers").items().forEach(debug -> add(all, debug, Stage.EPHEMERAL));
        return List.copyOf(all);
    }

    private void add(List<Container> all, Field container, Stage stage) {
        all.add(Container.of(container, this, stage, EnvironmentReader.read(container, namespace, view)));
    }

    public Field field() {
        return field;
    }

    public Field metadata() {
        return field.at("metadata");
    }

    public Field spec() {
        return field.at("spec");
    }

    public String namespace() {
        return namespace;
    }

    public Map<String, String> labels() {
        return texts(metadata().at("labels"));
    }

    public Map<String, String> annotations() {
        return texts(metadata().at("annotations"));
    }

    private static Map<String, String> texts(Field object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.members().forEach(member -> texts.put(member.name(), member.string()));
        return texts;
    }

    /** All containers: init, main and ephemeral, in the order of the object. */
    public List<Container> containers() {
        return containers;
    }

    /** The containers of Alluxio 2 that have one of these roles and go on running: no init and no debug containers. */
    public List<Container> containers(Role... roles) {
        return containers.stream()
                .filter(c -> c.is(roles) && c.isAlluxio2() && (c.stage() == Stage.MAIN || c.stage() == Stage.SIDECAR))
                .toList();
    }

    /** Those that are no part of Alluxio. */
    public List<Container> applications() {
        return containers.stream()
                .filter(c -> c.role().isEmpty() && !c.isAlluxioImage() && c.stage() != Stage.EPHEMERAL)
                .toList();
    }

    public boolean has(Role... roles) {
        return !containers(roles).isEmpty();
    }

    public List<Volume> volumes() {
        return volumes;
    }

    public Optional<Volume> volume(String name) {
        return volumes.stream().filter(volume -> volume.name().equals(name)).findFirst();
    }

    /** A ConfigMap of the pod's namespace, if it is seen. */
    public Optional<Field> configMap(String name) {
        return view.find("ConfigMap", namespace, name).map(map -> Field.root(map, field.budget()));
    }

    public boolean isHostNetwork() {
        return spec().at("hostNetwork").isTrue();
    }
}
