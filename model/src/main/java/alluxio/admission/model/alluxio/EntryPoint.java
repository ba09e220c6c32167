package alluxio.admission.model.alluxio;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line of Alluxio's images starts. Source: {@code integration/docker/entrypoint.sh} of 2.0 to 2.10, and
 * the charts of the enterprise edition for {@code alluxio process start}.
 */
public final class EntryPoint {
    /** The script that is the entry point of every image up to 2.10. */
    public static final String SCRIPT = "/entrypoint.sh";

    /** Commands of {@code bin/alluxio} that format something and end: whatever the container's name, it is no server. */
    public static final Set<String> FORMAT_COMMANDS =
            Set.of("format", "formatMaster", "formatMasters", "formatJournal", "formatWorker", "formatWorkers");

    /** The argument with which a master and a worker format nothing when they start. */
    public static final String NO_FORMAT = "--no-format";

    /** The first argument of FUSE. */
    public static final String FUSE = "fuse";

    /** The first argument of FUSE on an under store, without a cluster (2.9). */
    public static final String MOUNT = "mount";

    private static final Map<String, Role> ROLES = Map.ofEntries(
            Map.entry("master", Role.MASTER),
            Map.entry("master-only", Role.MASTER),
            Map.entry("worker", Role.WORKER),
            Map.entry("worker-only", Role.WORKER),
            Map.entry("job-master", Role.JOB_MASTER),
            Map.entry("job-worker", Role.JOB_WORKER),
            Map.entry(FUSE, Role.FUSE),
            Map.entry(MOUNT, Role.FUSE),
            Map.entry("proxy", Role.PROXY),
            Map.entry("logserver", Role.LOGSERVER),
            Map.entry("csiserver", Role.CSI),
            Map.entry("hub-manager", Role.HUB),
            Map.entry("hub-agent", Role.HUB));

    private EntryPoint() {}

    /** The role that the first argument of the script chooses; empty for a word that chooses none. */
    public static Optional<Role> role(String firstArgument) {
        return Optional.ofNullable(ROLES.get(firstArgument));
    }

    /** Whether {@code master} or {@code worker} is called without {@code -only}: both start their job process as well. */
    public static boolean startsJobProcess(Collection<String> words) {
        return words.contains("master") || words.contains("worker");
    }

    /** What {@code alluxio process start} starts, as the images of 3.x are called; empty for any other command line. */
    public static Optional<String> startedProcess(List<String> words) {
        int start = words.indexOf("start");
        boolean called = start > 0 && words.get(start - 1).equals("process");
        return called ? Optional.of(start + 1 < words.size() ? words.get(start + 1) : "") : Optional.empty();
    }

    /** The position of the script among the words; -1 when none of them is the script alone. */
    public static int indexOfScript(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).endsWith(SCRIPT)) {
                return i;
            }
        }
        return -1;
    }

    /** The first argument of the first call of the script in a line for a shell; "" when there is none. */
    public static String argumentInShell(String line) {
        int call = line.indexOf(SCRIPT);
        while (call >= 0) {
            int space = call + SCRIPT.length();
            int start = space;
            while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
                start++;
            }
            int end = start;
            while (end < line.length() && (line.charAt(end) == '-' || isLower(line.charAt(end)))) {
                end++;
            }
            if (start > space && end > start) {
                return line.substring(start, end);
            }
            call = line.indexOf(SCRIPT, space);
        }
        return "";
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }
}
