package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.resources.InjectedResources;
import alluxio.admission.injector.resources.PodLevelResources;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Lazy;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.ResourceRequirements;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The init container that makes the socket directory writable for the worker. The kubelet creates the directory as root with mode
 * 0755 (type DirectoryOrCreate), and does not apply fsGroup to a hostPath; the worker's uid, 1000 in Alluxio's images, then fails
 * to bind its socket and restarts forever (Alluxio issues 11300, 13096). Only an init container can fix that on every node,
 * including new ones.
 *
 * <p>It has the least privilege that works: root with CHOWN and FOWNER only. It gives the directory, but not its content, to the
 * worker's uid, and keeps it searchable for clients. With a world-writable directory any client's pod could replace the workers'
 * sockets. Both commands are idempotent, since they run at each start; FOWNER is for the second one, when the directory no longer
 * belongs to root. It runs the worker's image, which is on the node anyway.
 *
 * <p>It is not added for a worker that runs as root, nor if an init container of the pod changes the directory already, as in the
 * 2.1 and 2.2 templates.
 *
 * <p>One instance for each pod, for all of its workers.
 */
final class DomainDirectoryInitContainer {
    static final String NAME = "alluxio-domain-chown";

    private static final String LIST = InitContainers.LIST;
    private static final String SCRIPT = "chown \"$1\" \"$2\" && chmod u+rwx,go+rx \"$2\"";
    private static final Pattern CHANGES_OWNER = Pattern.compile("\\b(chown|chmod)\\b");

    private final Injection injection;

    /** Whether another init container changes the directory already; the same for all workers of the pod. */
    private final Lazy<Boolean> changedByPod;

    /** The init container of that name that the pod has already. */
    private final Lazy<Optional<JsonNode>> existing = new Lazy<>(this::find);

    private Optional<JsonNode> added = Optional.empty();

    /** @param source of the volume with the socket directory */
    DomainDirectoryInitContainer(Injection injection, VolumeSource source) {
        this.injection = injection;
        this.changedByPod = new Lazy<>(() -> isChangedByPod(injection, source));
    }

    /**
     * Adds the init container, if the worker needs it.
     *
     * @param volume the name of the volume with the socket directory
     */
    void ensure(PodElement worker, String volume, String path) {
        long uid = uid(injection, worker);
        if (uid == 0 || changedByPod.get()) {
            return;
        }
        ObjectNode container = container(
                worker,
                uid,
                volume,
                path,
                InjectedResources.ofHelper(injection, FeatureSettings.USUAL_HELPER_RESOURCES));
        Optional<JsonNode> present = existing.get().or(() -> added);
        if (present.isEmpty()) {
            if (!PodLevelResources.fit(
                    injection,
                    List.of(container),
                    injection.spec().list(LIST).size(),
                    "leave short-circuit out with " + Keys.FEATURES)) {
                return;
            }
            injection.patch().append(injection.spec(), LIST, container);
            injection.recorder().added(AdditionKind.INIT_CONTAINERS, "", NAME, InitContainers.digest(container));
            added = Optional.of(container);
        } else if (present.get().path("command").equals(container.path("command"))) {
            injection.recorder().present(AdditionKind.INIT_CONTAINERS, "", NAME);
        } else {
            reportNameTaken(injection, uid, path);
        }
    }

    private Optional<JsonNode> find() {
        return injection
                .spec()
                .list(LIST)
                .valueStream()
                .filter(init -> init.path("name").stringValue("").equals(NAME))
                .findFirst();
    }

    private static void reportNameTaken(Injection injection, long uid, String path) {
        injection
                .report()
                .conflict(
                        "inject-container-name",
                        injection.spec().fieldOf(LIST, "name", NAME),
                        "short-circuit needs the init container name \"" + NAME + "\" to make " + path
                                + " writable for uid " + uid
                                + ", but the pod has one of that name with another command; "
                                + "rename it, or leave short-circuit out with " + Keys.FEATURES);
    }

    /** The worker's uid: that of its security context or the pod's, else that of the image, which the profile has. */
    private static long uid(Injection injection, PodElement worker) {
        JsonNode ofContainer = worker.node().path("securityContext").path("runAsUser");
        JsonNode ofPod = injection.spec().node().path("securityContext").path("runAsUser");
        JsonNode uid = ofContainer.isIntegralNumber() ? ofContainer : ofPod;
        return uid.isIntegralNumber() && uid.canConvertToLong()
                ? uid.longValue()
                : injection.profile().cluster().workerUid();
    }

    private static boolean isChangedByPod(Injection injection, VolumeSource source) {
        return injection
                .spec()
                .list(LIST)
                .valueStream()
                .anyMatch(init -> !init.path("name").stringValue("").equals(NAME)
                        && init.path("volumeMounts")
                                .valueStream()
                                .anyMatch(mount -> injection
                                        .volumes()
                                        .hasSource(mount.path("name").stringValue(""), source))
                        && List.of("command", "args").stream()
                                .flatMap(list -> init.path(list).valueStream())
                                .anyMatch(word -> CHANGES_OWNER
                                        .matcher(word.stringValue(""))
                                        .find()));
    }

    private static ObjectNode container(
            PodElement worker, long uid, String volume, String path, ResourceRequirements resources) {
        ObjectNode container = JsonNodeFactory.instance.objectNode().put("name", NAME);
        container.put("image", worker.text("image"));
        if (!worker.text("imagePullPolicy").isEmpty()) {
            container.put("imagePullPolicy", worker.text("imagePullPolicy"));
        }
        container
                .putArray("command")
                .add("/bin/sh")
                .add("-c")
                .add(SCRIPT)
                .add(NAME)
                .add(Long.toString(uid))
                .add(path);
        InjectedResources.write(container.putObject("resources"), resources);
        container.putArray("volumeMounts").addObject().put("name", volume).put("mountPath", path);
        ObjectNode security = container.putObject("securityContext");
        ObjectNode capabilities = security.putObject("capabilities");
        capabilities.putArray("add").add("CHOWN").add("FOWNER");
        capabilities.putArray("drop").add("ALL");
        security.put("runAsUser", 0)
                .put("runAsGroup", 0)
                .put("runAsNonRoot", false)
                .put("readOnlyRootFilesystem", true)
                .put("allowPrivilegeEscalation", false);
        return container;
    }
}
