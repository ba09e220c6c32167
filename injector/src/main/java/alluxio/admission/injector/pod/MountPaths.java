package alluxio.admission.injector.pod;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** How two paths inside a container relate, once they are written the same way. */
public final class MountPaths {
    /** Where an existing path lies, seen from the wanted one. */
    public enum Relation {
        SAME,
        ABOVE,
        BELOW,
        APART
    }

    private MountPaths() {}

    /** Without trailing, double or dotted parts; a relative path starts at the root, as the kubelet has it. */
    public static String normalize(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    /** What a container can have mounted: absolute, nothing in it that leads elsewhere, and not the root. */
    public static boolean isBelowRoot(String path) {
        return path.startsWith("/")
                && path.length() > 1
                && path.indexOf(':') < 0
                && Arrays.stream(path.split("/")).noneMatch(s -> s.equals("..") || s.equals("."));
    }

    /** Both paths normalised. */
    public static Relation relation(String existing, String wanted) {
        if (existing.equals(wanted)) {
            return Relation.SAME;
        }
        if (wanted.startsWith(withSlash(existing))) {
            return Relation.ABOVE;
        }
        return existing.startsWith(withSlash(wanted)) ? Relation.BELOW : Relation.APART;
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
