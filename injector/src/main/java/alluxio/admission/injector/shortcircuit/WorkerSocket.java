package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.MountRequest;
import alluxio.admission.injector.patch.VolumeRequest;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.injector.shortcircuit.AlluxioContainerProperties.PropertySetting;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.kube.ContainerPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Makes a worker open a domain socket: adds the directory, writable, and two properties. With as.uuid the address is that
 * directory, in which each start creates a socket with a new name. Without as.uuid it is the path of one socket, which is still in
 * use when the worker restarts (Alluxio issue 16903). Source: {@code AlluxioWorkerProcess}.
 *
 * <p>A worker that is configured for one socket with a fixed name keeps it, with a warning. A worker whose socket is elsewhere than
 * its profile says is a conflict. A claim in place of the directory is kept, too: it is the charts' default since 2.3, and a pod
 * does not show whether the claim is the node's directory. The volume of a worker that has its clients in its own pod is kept, whatever
 * it is.
 */
final class WorkerSocket {
    private static final String RULE = "inject-property";

    private final Injection injection;
    private final AlluxioContainer worker;
    private final SocketMount sockets;
    private final String path;
    private final DomainDirectoryInitContainer initContainer;
    private final AlluxioContainerProperties properties;

    /** @param initContainer of the pod, for the directory's owner */
    WorkerSocket(
            Injection injection,
            AlluxioContainer worker,
            SocketMount sockets,
            DomainDirectoryInitContainer initContainer) {
        this.injection = injection;
        this.worker = worker;
        this.sockets = sockets;
        this.path = sockets.directory();
        this.initContainer = initContainer;
        this.properties = new AlluxioContainerProperties(injection, worker);
    }

    /** Configures the worker; returns whether it has the directory. */
    boolean configure() {
        Optional<PropertySetting> address = properties.find(PropertyKeys.DOMAIN_SOCKET_ADDRESS);
        Optional<PropertySetting> asUuid = properties.find(PropertyKeys.DOMAIN_SOCKET_AS_UUID);
        boolean uuid = asUuid.filter(s -> s.value().equalsIgnoreCase("true")).isPresent();
        Optional<String> elsewhere =
                address.map(s -> ContainerPath.absolute(s.value())).filter(p -> !p.equals(path));
        if (elsewhere.isPresent() && !uuid) {
            return keepFixedName(elsewhere.get());
        }
        if (elsewhere.isPresent()) {
            conflict(
                    address.get(),
                    "the worker's sockets in " + path + ", where its clients look for them",
                    PropertyKeys.DOMAIN_SOCKET_ADDRESS,
                    "set shortCircuit.mountPath in the profile");
        }
        boolean compatible = elsewhere.isEmpty();
        if (asUuid.isPresent() && !uuid) {
            conflict(
                    asUuid.get(),
                    PropertyKeys.DOMAIN_SOCKET_AS_UUID
                            + "=true, or the worker cannot bind its socket: its address is the directory",
                    PropertyKeys.DOMAIN_SOCKET_AS_UUID,
                    "set the path of one socket in " + PropertyKeys.DOMAIN_SOCKET_ADDRESS);
            compatible = false;
        }
        if (!injection.report().goesOn(compatible) || !hasDirectory() || !compatible) {
            return false;
        }
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put(PropertyKeys.DOMAIN_SOCKET_ADDRESS, path);
        needed.put(PropertyKeys.DOMAIN_SOCKET_AS_UUID, "true");
        properties.append(needed);
        return true;
    }

    /** Whether it has a directory for its sockets, or gets one. */
    private boolean hasDirectory() {
        return sockets.ofPod().isPresent() || keepsClaim() || mountDirectory();
    }

    private boolean mountDirectory() {
        VolumeRequest volume = sockets.volume();
        if (!injection.mounts().mount(worker.container(), MountRequest.readWrite(volume, path))) {
            return false;
        }
        injection.volumes().ensure(volume).ifPresent(name -> initContainer.ensure(worker.container(), name, path));
        return true;
    }

    private boolean keepFixedName(String file) {
        boolean visible = file.startsWith(path + "/");
        injection
                .report()
                .warn(
                        "fixed-socket",
                        worker + " opens one domain socket of a fixed name, " + file
                                + ": when the worker restarts, the old file still exists and it fails with \"Address already "
                                + "in use\""
                                + (visible ? "" : ", and its clients, which mount " + path + ", never see it")
                                + "; remove " + PropertyKeys.DOMAIN_SOCKET_ADDRESS + " and "
                                + PropertyKeys.DOMAIN_SOCKET_AS_UUID + ": the injection then sets both correctly");
        return visible && hasDirectory();
    }

    private boolean keepsClaim() {
        for (JsonNode mount : injection.mounts().at(worker.container(), path)) {
            String name = mount.path("name").stringValue("");
            boolean claim = injection
                    .volumes()
                    .byName(name)
                    .filter(v -> v.path("persistentVolumeClaim").isObject()
                            || v.path("ephemeral").isObject())
                    .isPresent();
            if (claim) {
                injection
                        .report()
                        .warn(
                                "domain-claim",
                                worker + " keeps its domain sockets on the claim of volume \"" + Excerpt.of(name)
                                        + "\", which stays: unless that is "
                                        + sockets.volume().source().describe()
                                        + " of the node, its clients read over TCP; install Alluxio with the chart value "
                                        + "shortCircuit.volumeType=hostPath");
                return true;
            }
        }
        return false;
    }

    private void conflict(PropertySetting existing, String needs, String key, String other) {
        injection
                .report()
                .conflict(
                        RULE,
                        properties.field(existing.variable()),
                        "short-circuit needs " + needs + ", but " + worker + " sets " + key + " to " + existing
                                + "; remove the option, or " + other + ", or leave short-circuit out with "
                                + Keys.FEATURES);
    }
}
