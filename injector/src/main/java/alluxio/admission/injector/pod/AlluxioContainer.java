package alluxio.admission.injector.pod;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.configuration.Profile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A container that runs Alluxio: a server, or FUSE. The role belongs to the container, not to its pod: an application's pod may
 * have a FUSE sidecar.
 */
public record AlluxioContainer(PodElement container, Role role) {
    /** The roles that use the domain socket. */
    public static final Set<Role> SHORT_CIRCUIT_ROLES = Set.of(Role.WORKER, Role.JOB_WORKER, Role.FUSE);

    public static final String ALL_OPTIONS = "ALLUXIO_JAVA_OPTS";
    private static final Pattern TAG = Pattern.compile(":(?:AI-)?([0-9]{1,3})\\.([0-9]{1,3})(?:\\.([0-9]{1,3}))?");
    private static final int FUSE_OPTIONS_SINCE = number(2, 4, 1);

    /**
     * Whether domain sockets work as in Alluxio 2: 1.x has other ports and variables, and the workers of 3.x (page store)
     * open none. Unknown versions are taken for 2.x, which is what the profile's facts are about.
     */
    public boolean isAlluxio2(Profile profile) {
        List<String> words = Stream.of("command", "args")
                .flatMap(list -> container.list(list).valueStream())
                .map(word -> word.stringValue(""))
                .toList();
        int start = words.indexOf("start");
        boolean processStart = start > 0 && words.get(start - 1).equals("process");
        return !processStart && version(profile).map(v -> v / 1_000_000 == 2).orElse(true);
    }

    /**
     * The variable that the start script of this role adds to the JVM's command line. For FUSE that is a variable of its
     * own from 2.4.1; the scripts of 2.0 to 2.2 overwrite it, and 2.4.0 does not hand it on, so before, and where the
     * version is not known, it is the variable of all roles.
     */
    public String optionsVariable(Profile profile) {
        return switch (role) {
            case WORKER -> "ALLUXIO_WORKER_JAVA_OPTS";
            case JOB_WORKER -> "ALLUXIO_JOB_WORKER_JAVA_OPTS";
            case FUSE ->
                version(profile).filter(v -> v >= FUSE_OPTIONS_SINCE).isPresent()
                        ? "ALLUXIO_FUSE_JAVA_OPTS"
                        : ALL_OPTIONS;
            default -> ALL_OPTIONS;
        };
    }

    /** What the image's tag says, which is what runs; else what the profile says. */
    private Optional<Integer> version(Profile profile) {
        return number(container.text("image"))
                .or(() -> profile.cluster().version().flatMap(version -> number(":" + version)));
    }

    private static Optional<Integer> number(String image) {
        // A colon before the last slash is a port of the registry.
        Matcher matcher = TAG.matcher(image.substring(image.lastIndexOf('/') + 1));
        if (!matcher.find()) {
            return Optional.empty();
        }
        String patch = matcher.group(3);
        return Optional.of(number(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch)));
    }

    private static int number(int major, int minor, int patch) {
        return (major * 1000 + minor) * 1000 + patch;
    }

    /** For messages. */
    @Override
    public String toString() {
        return "container \"" + container.text("name") + "\"";
    }
}
