package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Lazy;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the socket directory writable for the worker. The kubelet creates it for root with 0755 (type DirectoryOrCreate),
 * and applies fsGroup to no hostPath; the worker's uid, 1000 in Alluxio's images, then fails to bind its socket and
 * restarts for ever (Alluxio issues 11300, 13096). An init container is the only part of a pod that can mend that on
 * every node, new ones included.
 *
 * <p>The tightest that works: root with CHOWN and FOWNER alone, which gives the directory itself, not what is in it, to
 * the worker's uid, and keeps it searchable for the clients. A world-writable directory would let every client's pod
 * replace the workers' sockets. Both commands change nothing where all is well, so each start may run them; FOWNER is for
 * the second, once the directory is no longer root's. It runs the worker's own image, which is on the node anyway; its
 * limits equal its requests, so that a Guaranteed pod stays one.
 *
 * <p>Not needed for a worker that runs as root, nor where an init container of the pod changes the directory already, as
 * those of the 2.1 and 2.2 templates do.
 *
 * <p>One for each pod, for all of its workers.
 */
public final class DomainDirectoryOwner {
    static final String NAME = "alluxio-domain-chown";

    private static final String LIST = InitContainers.LIST;
    private static final String SCRIPT = "chown \"$1\" \"$2\" && chmod u+rwx,go+rx \"$2\"";
    private static final Pattern CHANGES_OWNER = Pattern.compile("\\b(chown|chmod)\\b");

    private final Injection injection;

    /** The same for all workers of the pod. */
    private final Lazy<Boolean> repairedAlready;

    /** The container of our name that the pod had. */
    private final Lazy<Optional<JsonNode>> existing = new Lazy<>(this::find);

    private Optional<JsonNode> added = Optional.empty();

    /** @param source what the volume with the socket directory is made of */
    DomainDirectoryOwner(Injection injection, VolumeSource source) {
        this.injection = injection;
        this.repairedAlready = new Lazy<>(() -> isRepairedAlready(injection, source));
    }

    /** @param volume the name of the socket directory's volume */
    void ensure(PodElement worker, String volume, String path) {
        long uid = uid(injection, worker);
        if (uid == 0 || repairedAlready.get()) {
            return;
        }
        ObjectNode wanted = container(worker, uid, volume, path);
        Optional<JsonNode> there = existing.get().or(() -> added);
        if (there.isEmpty()) {
            injection.patch().append(injection.spec(), LIST, wanted);
            injection.recorder().added(AdditionKind.INIT_CONTAINERS, "", NAME, InitContainers.digest(wanted));
            added = Optional.of(wanted);
        } else if (there.get().path("command").equals(wanted.path("command"))) {
            injection.recorder().present(AdditionKind.INIT_CONTAINERS, "", NAME);
        } else {
            taken(injection, uid, path);
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

    private static void taken(Injection injection, long uid, String path) {
        injection
                .report()
                .conflict(
                        "inject-container-name",
                        injection.spec().fieldOf(LIST, "name", NAME),
                        "short-circuit needs the init container name \"" + NAME + "\" to make " + path
                                + " writable for uid " + uid
                                + ", but the pod has one of that name that does something else; "
                                + "rename it, or leave short-circuit out with " + Keys.FEATURES);
    }

    /** The worker's, as the kubelet has it; the image's, which only the profile knows, where the pod does not say. */
    private static long uid(Injection injection, PodElement worker) {
        JsonNode own = worker.node().path("securityContext").path("runAsUser");
        JsonNode pods = injection.spec().node().path("securityContext").path("runAsUser");
        JsonNode uid = own.isIntegralNumber() ? own : pods;
        return uid.isIntegralNumber() && uid.canConvertToLong()
                ? uid.longValue()
                : injection.profile().cluster().workerUid();
    }

    private static boolean isRepairedAlready(Injection injection, VolumeSource source) {
        return injection
                .spec()
                .list(LIST)
                .valueStream()
                .anyMatch(init -> !init.path("name").stringValue("").equals(NAME)
                        && init.path("volumeMounts")
                                .valueStream()
                                .anyMatch(mount -> injection
                                        .volumes()
                                        .isOf(mount.path("name").stringValue(""), source))
                        && List.of("command", "args").stream()
                                .flatMap(list -> init.path(list).valueStream())
                                .anyMatch(word -> CHANGES_OWNER
                                        .matcher(word.stringValue(""))
                                        .find()));
    }

    private static ObjectNode container(PodElement worker, long uid, String volume, String path) {
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
        ObjectNode resources = container.putObject("resources");
        List.of("limits", "requests")
                .forEach(kind -> resources.putObject(kind).put("cpu", "50m").put("memory", "64Mi"));
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
