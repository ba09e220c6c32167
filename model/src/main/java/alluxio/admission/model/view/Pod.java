package alluxio.admission.model.view;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.Lazy;
import alluxio.admission.model.alluxio.ReleaseScope;
import alluxio.admission.model.alluxio.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A pod, or the template of pods. For one decision and one thread. */
public final class Pod {
    /** Stages in which a container of Alluxio goes on running. */
    private final Field field;

    private final String namespace;
    private final PodReading reading;
    private final DerivedValues<Pod> derived;
    private final Map<String, String> labels;
    private final Map<String, String> annotations;
    private final List<Volume> volumes;
    private final Map<String, Volume> volumesByName = new HashMap<>();
    private final Map<String, Optional<Field>> configMaps = new HashMap<>();
    private final List<Container> containers;
    private final Lazy<List<Container>> applications;
    private final List<Container> running;
    private final Set<Role> roles;

    private Pod(Field field, String namespace, List<Volume> volumes, PodReading reading) {
        this.field = field;
        this.reading = reading;
        this.derived = new DerivedValues<>(this, reading.unseen());
        this.namespace = namespace;
        this.labels = texts(metadata().at("labels"));
        this.annotations = texts(metadata().at("annotations"));
        this.volumes = volumes;
        volumes.forEach(volume -> volumesByName.putIfAbsent(volume.name(), volume));
        this.containers = readContainers();
        this.applications = new Lazy<>(() -> Iterables.filter(
                containers, c -> c.role().isEmpty() && !c.isAlluxioImage() && c.stage() != ContainerStage.EPHEMERAL));
        this.running = Iterables.filter(
                containers, c -> c.stage().isRunning() && c.role().isPresent() && isInScope(c));
        this.roles = Set.copyOf(Iterables.mapPresent(running, Container::role));
    }

    /**
     * @param field has the pod's metadata and spec
     * @param claimTemplates of the StatefulSet that creates it
     */
    public static Pod of(Field field, String namespace, List<Field> claimTemplates, ClusterView view) {
        return of(field, namespace, claimTemplates, PodReading.of(view));
    }

    /** @param claimTemplates of the StatefulSet that creates it */
    public static Pod of(Field field, String namespace, List<Field> claimTemplates, PodReading reading) {
        List<Volume> volumes = new ArrayList<>();
        // A claim template wins over a volume of the same name (updateStorage in the StatefulSet controller).
        claimTemplates.forEach(template -> volumes.add(Volume.ofClaimTemplate(template)));
        field.at("spec", "volumes").items().forEach(volume -> volumes.add(Volume.of(volume)));
        return new Pod(field, namespace, List.copyOf(volumes), reading);
    }

    private boolean isInScope(Container container) {
        return reading.scope() == ReleaseScope.ANY_RELEASE || container.isAlluxio2();
    }

    private List<Container> readContainers() {
        List<Field> inits = spec().at("initContainers").items();
        List<Field> mains = spec().at("containers").items();
        List<Field> debugging = spec().at("ephemeralContainers").items();
        int count = inits.size() + mains.size() + debugging.size();
        List<Container> all = new ArrayList<>(count);
        for (Field init : inits) {
            ContainerStage stage = init.at("restartPolicy").is("Always") ? ContainerStage.SIDECAR : ContainerStage.INIT;
            all.add(container(init, stage, count));
        }
        mains.forEach(main -> all.add(container(main, ContainerStage.MAIN, count)));
        debugging.forEach(debug -> all.add(container(debug, ContainerStage.EPHEMERAL, count)));
        return List.copyOf(all);
    }

    private Container container(Field at, ContainerStage stage, int count) {
        return new Container(at, this, stage, new Expansion(count, field.budget()));
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

    /** A value derived from it, computed once. */
    public <T> T get(Derived<Pod, T> value) {
        return derived.get(value);
    }

    public Map<String, String> labels() {
        return labels;
    }

    public Map<String, String> annotations() {
        return annotations;
    }

    private static Map<String, String> texts(Field object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.members().forEach(member -> texts.put(member.name(), member.string()));
        return Collections.unmodifiableMap(texts);
    }

    /** All containers: init, main and ephemeral, in the order of the object. */
    public List<Container> containers() {
        return containers;
    }

    /** All containers but those of releases of Alluxio outside of its scope. */
    public List<Container> judged() {
        field.budget().spend(1 + containers.size());
        return Iterables.filter(containers, c -> !c.isOfAlluxio() || isInScope(c));
    }

    /** The containers of a release of Alluxio outside of its scope, whatever they run. */
    public List<Container> outOfScope() {
        field.budget().spend(1 + containers.size());
        return Iterables.filter(containers, c -> c.isOfAlluxio() && !isInScope(c));
    }

    /**
     * The containers of Alluxio 2, or of all releases in its scope, that have one of these roles and go on running: no init and
     * no debug containers.
     */
    public List<Container> containers(Role... roles) {
        field.budget().spend(1 + running.size());
        return running.isEmpty() ? List.of() : Iterables.filter(running, c -> c.is(roles));
    }

    /** The containers that do not belong to Alluxio. */
    public List<Container> applications() {
        field.budget().spend(1 + containers.size());
        return applications.get();
    }

    /** The roles of the containers of Alluxio 2 that go on running. */
    public Set<Role> roles() {
        return roles;
    }

    /** Whether such a container has one of these roles. */
    public boolean has(Role... any) {
        return Iterables.any(List.of(any), roles::contains);
    }

    public List<Volume> volumes() {
        return volumes;
    }

    /** The first of that name. */
    public Optional<Volume> volume(String name) {
        return Optional.ofNullable(volumesByName.get(name));
    }

    /** A ConfigMap of the pod's namespace, if it is seen. */
    public Optional<Field> configMap(String name) {
        Optional<Field> found = configMaps.computeIfAbsent(
                name, n -> reading.view().find("ConfigMap", namespace, n).map(map -> Field.root(map, field.budget())));
        if (found.isEmpty()) {
            reading.unseen().notSeen(unseenConfigMap(name));
        }
        return found;
    }

    UnseenSources unseen() {
        return reading.unseen();
    }

    /** A ConfigMap that is not found, for messages. */
    String unseenConfigMap(String name) {
        return reading.view().describeUnseen("ConfigMap", namespace, name);
    }

    public boolean isHostNetwork() {
        return spec().at("hostNetwork").isTrue();
    }
}
