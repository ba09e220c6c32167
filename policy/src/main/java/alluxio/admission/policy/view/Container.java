package alluxio.admission.policy.view;

import alluxio.admission.model.AlluxioVersion;
import alluxio.admission.model.Role;
import alluxio.admission.model.RoleRecognition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A container of a pod: init, main or ephemeral.
 *
 * @param field where it is
 * @param role what it is of Alluxio; empty for anything else
 */
public record Container(Field field, Pod pod, Stage stage, Optional<Role> role, Environment environment) {

    /** When a container runs. */
    public enum Stage {
        /** Runs to its end before the main ones start. */
        INIT,
        /** An init container with restartPolicy Always, which runs beside the main ones. */
        SIDECAR,
        MAIN,
        /** Added to a running pod, for debugging. */
        EPHEMERAL
    }

    static Container of(Field field, Pod pod, Stage stage, Environment environment) {
        return new Container(field, pod, stage, RoleRecognition.of(field.node(), pod.labels()), environment);
    }

    public String name() {
        return field.at("name").string();
    }

    public String image() {
        return field.at("image").string();
    }

    /** What its image's tag says. */
    public Optional<AlluxioVersion> version() {
        return AlluxioVersion.ofImage(image());
    }

    /** Whether it is known to be of that version or a newer one. */
    public boolean isAtLeast(int major, int minor) {
        return version().filter(v -> v.isAtLeast(major, minor)).isPresent();
    }

    /** Whether it is known to be older than that version. */
    public boolean isBefore(int major, int minor) {
        return version().filter(v -> !v.isAtLeast(major, minor)).isPresent();
    }

    public boolean isAlluxioImage() {
        return RoleRecognition.isAlluxioImage(image());
    }

    /**
     * Whether the facts about Alluxio 2 hold for it: not for 1.x, nor for 3.x, which is also known by its command line.
     * A version that is not known is taken for 2.x.
     */
    public boolean isAlluxio2() {
        List<String> words = words();
        int start = words.indexOf("start");
        boolean processStart = start > 0 && words.get(start - 1).equals("process");
        boolean enterprise = image().contains("alluxio-enterprise");
        return !processStart
                && !enterprise
                && version().map(v -> v.major() == 2).orElse(true)
                && role.filter(r -> r == Role.COORDINATOR).isEmpty();
    }

    public boolean is(Role... roles) {
        return role.filter(List.of(roles)::contains).isPresent();
    }

    /** Command and arguments, with {@code $(NAME)} as the kubelet replaces it. */
    public List<String> words() {
        return Stream.of("command", "args")
                .flatMap(list -> field.at(list).strings().stream())
                .map(environment::expand)
                .toList();
    }

    /** Which Alluxio properties and JVM flags its processes get. */
    public Properties properties() {
        return Properties.of(this);
    }

    public List<Mount> mounts() {
        return field.at("volumeMounts").items().stream()
                .map(mount -> new Mount(
                        mount,
                        Paths.normalize(mount.at("mountPath").string()),
                        pod.volume(mount.at("name").string())))
                .toList();
    }

    /** The innermost mount that holds this path. */
    public Optional<Mount> mountOf(String path) {
        return mounts().stream()
                .filter(mount -> Paths.isWithin(path, mount.path()))
                .max(Comparator.comparingInt(mount -> mount.path().length()));
    }

    public boolean isPrivileged() {
        return field.at("securityContext", "privileged").isTrue();
    }

    /** What its own security context says, else the pod's; absent when neither does. */
    public Field security(String name) {
        Field own = field.at("securityContext", name);
        return own.exists() ? own : pod.spec().at("securityContext", name);
    }

    /** The user it is set to run as; empty: the image's. */
    public OptionalInt uid() {
        return security("runAsUser").integer();
    }

    /** Declared ports, those of other protocols than TCP left out. */
    public List<Field> ports() {
        return field.at("ports").items().stream()
                .filter(port -> port.at("protocol").text().orElse("TCP").equals("TCP"))
                .toList();
    }

    public boolean declares(int port) {
        return ports().stream().anyMatch(p -> p.at("containerPort").integer().equals(OptionalInt.of(port)));
    }

    /** For messages. */
    @Override
    public String toString() {
        return "container \"" + name() + "\"";
    }
}
