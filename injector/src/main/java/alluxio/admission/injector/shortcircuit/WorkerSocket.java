package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.VolumeMounts.Mount;
import alluxio.admission.injector.patch.Volumes.Wanted;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.injector.shortcircuit.AlluxioContainerProperties.Setting;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.kube.ContainerPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What makes a worker open a domain socket: the directory, writable, and two properties. With as.uuid the address is that
 * directory, in which each start makes a socket of a new name; without, it is the socket's own path, which a restarted
 * worker finds in use (Alluxio issue 16903). Source: {@code AlluxioWorkerProcess}.
 *
 * <p>A worker that is set up for one socket of a fixed name keeps that, with a warning. One that says otherwise where its
 * socket is than its profile does stands in the way. A claim in the directory's place is kept too: the charts' default
 * since 2.3; nobody can see here whether it is the node's directory.
 */
final class WorkerSocket {
    private static final String RULE = "inject-property";

    private final Injection injection;
    private final AlluxioContainer own;
    private final Wanted volume;
    private final String path;
    private final DomainDirectoryOwner owner;
    private final AlluxioContainerProperties properties;

    /** @param owner for the directory, of all workers of the pod */
    WorkerSocket(Injection injection, AlluxioContainer own, Wanted volume, String path, DomainDirectoryOwner owner) {
        this.injection = injection;
        this.own = own;
        this.volume = volume;
        this.path = path;
        this.owner = owner;
        this.properties = new AlluxioContainerProperties(injection, own);
    }

    /** Whether the worker has its directory. */
    boolean give() {
        Optional<Setting> address = properties.find(PropertyKeys.DOMAIN_SOCKET_ADDRESS);
        Optional<Setting> asUuid = properties.find(PropertyKeys.DOMAIN_SOCKET_AS_UUID);
        boolean uuid = asUuid.filter(s -> s.value().equalsIgnoreCase("true")).isPresent();
        Optional<String> elsewhere =
                address.map(s -> ContainerPath.absolute(s.value())).filter(p -> !p.equals(path));
        if (elsewhere.isPresent() && !uuid) {
            return fixedName(elsewhere.get());
        }
        if (elsewhere.isPresent()) {
            conflict(
                    address.get(),
                    "the worker's sockets in " + path + ", where its clients look for them",
                    PropertyKeys.DOMAIN_SOCKET_ADDRESS,
                    "set shortCircuit.mountPath in the profile");
            return false;
        }
        if (asUuid.isPresent() && !uuid) {
            conflict(
                    asUuid.get(),
                    PropertyKeys.DOMAIN_SOCKET_AS_UUID
                            + "=true, or the worker cannot bind its socket: its address is the directory",
                    PropertyKeys.DOMAIN_SOCKET_AS_UUID,
                    "give it a socket file of its own in " + PropertyKeys.DOMAIN_SOCKET_ADDRESS);
            return false;
        }
        if (!hasClaim() && !mounted()) {
            return false;
        }
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put(PropertyKeys.DOMAIN_SOCKET_ADDRESS, path);
        needed.put(PropertyKeys.DOMAIN_SOCKET_AS_UUID, "true");
        properties.give(needed);
        return true;
    }

    private boolean mounted() {
        if (!injection.mounts().mount(own.container(), new Mount(volume, path, false, false, ""))) {
            return false;
        }
        injection.volumes().ensure(volume).ifPresent(name -> owner.ensure(own.container(), name, path));
        return true;
    }

    private boolean fixedName(String file) {
        boolean seen = file.startsWith(path + "/");
        injection
                .report()
                .warn(
                        "fixed-socket",
                        own + " opens one domain socket of a fixed name, " + file
                                + ": when the worker restarts, the old file is still there and it fails with \"Address already "
                                + "in use\""
                                + (seen ? "" : "; and its clients, who mount " + path + ", never see it")
                                + "; remove " + PropertyKeys.DOMAIN_SOCKET_ADDRESS + " and "
                                + PropertyKeys.DOMAIN_SOCKET_AS_UUID + ", and both are set so that it works");
        return seen && (hasClaim() || mounted());
    }

    private boolean hasClaim() {
        for (JsonNode mount : injection.mounts().at(own.container(), path)) {
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
                                own + " keeps its domain sockets on the claim of volume \"" + Excerpt.of(name)
                                        + "\", which stays: unless that is "
                                        + volume.source().describe()
                                        + " of the node, its clients read by TCP; install Alluxio with the chart value "
                                        + "shortCircuit.volumeType=hostPath");
                return true;
            }
        }
        return false;
    }

    private void conflict(Setting theirs, String needs, String key, String other) {
        injection
                .report()
                .conflict(
                        RULE,
                        properties.field(theirs.variable()),
                        "short-circuit needs " + needs + ", but " + own + " sets " + key + " to " + theirs
                                + "; remove the option, or " + other + ", or leave short-circuit out with "
                                + Keys.FEATURES);
    }
}
