package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.JvmOptions.Flag;
import alluxio.admission.model.view.MemorySize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A JVM's memory option, given or by default. When the same one is given several times, which one is last depends on the
 * release's scripts: so both ends are kept.
 *
 * @param text as it stands on the command line
 * @param least of all that are given
 * @param most of all that are given
 */
record JvmMemoryOption(String text, long least, long most, boolean isGiven) {
    private static final long GI = 1L << 30;

    /** Given options of these beginnings; empty when there is none that can be read. */
    private static Optional<JvmMemoryOption> given(JvmOptions properties, String... starts) {
        List<Flag> flags = Iterables.filter(properties.flags(), flag -> startsWithOne(flag.text(), starts));
        List<Long> sizes = new ArrayList<>();
        for (Flag flag : flags) {
            for (String start : starts) {
                if (flag.text().startsWith(start)) {
                    MemorySize.ofJvm(flag.text().substring(start.length())).ifPresent(sizes::add);
                }
            }
        }
        Collections.sort(sizes);
        return sizes.isEmpty()
                ? Optional.empty()
                : Optional.of(new JvmMemoryOption(flags.getLast().text(), sizes.getFirst(), sizes.getLast(), true));
    }

    private static boolean startsWithOne(String text, String... starts) {
        for (String start : starts) {
            if (text.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    static Optional<JvmMemoryOption> greatest(Container container) {
        return given(container.options(), "-Xmx", "-XX:MaxHeapSize=")
                .or(() -> isSaid(container, "-Xmx") ? Optional.empty() : byDefault(container));
    }

    static Optional<JvmMemoryOption> initial(Container container) {
        return given(container.options(), "-Xms", "-XX:InitialHeapSize=");
    }

    /** Memory beside the heap, in which a worker moves all its data. */
    static Optional<JvmMemoryOption> direct(Container container) {
        boolean byDefault =
                isLaunched(container) && container.is(Role.WORKER) && !isSaid(container, "-XX:MaxDirectMemorySize");
        return given(container.options(), "-XX:MaxDirectMemorySize=")
                .or(() -> byDefault ? Optional.of(ofDefault("-XX:MaxDirectMemorySize=4g", 4 * GI)) : Optional.empty());
    }

    /** Even one that cannot be parsed replaces the default. */
    private static boolean isSaid(Container container, String start) {
        return container.options().flag(start).isPresent();
    }

    /** What {@code launch-process} adds, and {@code alluxio-fuse} of 2.8 and newer. */
    private static Optional<JvmMemoryOption> byDefault(Container container) {
        if (!isLaunched(container)) {
            return Optional.empty();
        }
        if (container.is(Role.MASTER)) {
            return Optional.of(ofDefault("-Xmx8g", 8 * GI));
        }
        if (container.is(Role.WORKER)) {
            return Optional.of(ofDefault("-Xmx4g", 4 * GI));
        }
        return container.is(Role.FUSE) && container.has(ReleaseChange.FUSE_HEAP_DEFAULT)
                ? Optional.of(ofDefault("-Xmx1G", GI))
                : Optional.empty();
    }

    /** By Alluxio's own scripts, of a release that has these defaults for sure. */
    private static boolean isLaunched(Container container) {
        return container.isAlluxioImage() && container.has(ReleaseChange.LAUNCH_HEAP_DEFAULTS);
    }

    private static JvmMemoryOption ofDefault(String text, long bytes) {
        return new JvmMemoryOption(text, bytes, bytes, false);
    }

    /** For messages. */
    @Override
    public String toString() {
        return text + (isGiven ? "" : " (the default)");
    }
}
