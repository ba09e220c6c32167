package alluxio.admission.testcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a process has, as Linux counts it. */
final class ResidentMemory {

    private static final Pattern VM_RSS = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);

    private ResidentMemory() {}

    /** In bytes; empty for a process that has ended, and on systems without /proc. */
    static OptionalLong of(ProcessHandle process) {
        try {
            Matcher matcher = VM_RSS.matcher(Files.readString(Path.of("/proc", process.pid() + "", "status")));
            return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) * 1024) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
