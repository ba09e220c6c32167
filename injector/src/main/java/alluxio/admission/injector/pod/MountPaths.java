package alluxio.admission.injector.pod;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Normalises and compares paths inside a container. */
public final class MountPaths {
    /** Where an existing path is, seen from the wanted one. */
    public enum PathRelation {
        SAME,
        ABOVE,
        BELOW,
        APART
    }

    private MountPaths() {}

    /** Removes double and trailing slashes, "." and ".."; a relative path starts at the root, as in the kubelet. */
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

    /** Whether something can be mounted there: absolute, without ".", ".." and ":", and not the root. */
    public static boolean isBelowRoot(String path) {
        return path.startsWith("/")
                && path.length() > 1
                && path.indexOf(':') < 0
                && Arrays.stream(path.split("/")).noneMatch(s -> s.equals("..") || s.equals("."));
    }

    /** Compares two normalised paths. */
    public static PathRelation relation(String existing, String wanted) {
        if (existing.equals(wanted)) {
            return PathRelation.SAME;
        }
        if (wanted.startsWith(withSlash(existing))) {
            return PathRelation.ABOVE;
        }
        return existing.startsWith(withSlash(wanted)) ? PathRelation.BELOW : PathRelation.APART;
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
