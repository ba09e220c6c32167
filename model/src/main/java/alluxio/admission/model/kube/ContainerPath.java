package alluxio.admission.model.kube;

import java.util.ArrayList;
import java.util.List;

/**
 * Absolute Linux paths in containers and on nodes, as text. Nothing here looks at a file system, so that a link that leads
 * elsewhere is not seen.
 */
public final class ContainerPath {
    /** {@code PATH_MAX} of Linux: nothing can open a longer path, and it is compared by its beginning. */
    private static final int LONGEST = 4096;

    /** Where an existing path lies, seen from the wanted one. */
    public enum Relation {
        SAME,
        ABOVE,
        BELOW,
        APART
    }

    private ContainerPath() {}

    /**
     * The one way to write a path: without doubled slashes, {@code .} and a slash at the end. {@code ..} takes away the
     * directory before it, as the container runtime resolves the path of a mount; left as it is,
     * {@code /mnt/../opt/domain} would be taken for something in {@code /mnt}. Kubernetes refuses it in a hostPath and a
     * subPath. A relative path stays relative, and the empty text, which is no path, stays empty.
     */
    public static String normalize(String text) {
        String path = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        return isNormal(path) ? path : rewritten(path);
    }

    /** Whether no part of a path is empty or begins with a dot, so that there is nothing to rewrite. */
    private static boolean isNormal(String path) {
        if (path.endsWith("/")) {
            return false;
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            char first = path.charAt(slash + 1);
            if (first == '/' || first == '.') {
                return false;
            }
        }
        return !path.startsWith(".");
    }

    private static String rewritten(String path) {
        boolean absolute = path.startsWith("/");
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !(absolute && part.equals(".."))) {
                parts.add(part);
            }
        }
        return (absolute ? "/" : "") + String.join("/", parts);
    }

    /** The path of a mount, normalised: a relative one starts at the root, as the kubelet has it. */
    public static String absolute(String text) {
        return normalize(text.startsWith("/") && text.length() < LONGEST ? text : "/" + text);
    }

    /** Whether something can be mounted there: an absolute path that leads nowhere else, and not the root. */
    public static boolean isBelowRoot(String path) {
        return path.startsWith("/") && path.length() > 1 && path.indexOf(':') < 0 && !hasDots(path);
    }

    /** Whether a part of the path is {@code .} or {@code ..}. */
    private static boolean hasDots(String path) {
        for (String part : path.split("/")) {
            if (part.equals("..") || part.equals(".")) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code path} is {@code folder} or below it. */
    public static boolean isWithin(String path, String folder) {
        return switch (relation(normalize(folder), normalize(path))) {
            case SAME, ABOVE -> true;
            case BELOW, APART -> false;
        };
    }

    /** The folder that holds it; "/" for what is at the top. */
    public static String parent(String path) {
        String normal = normalize(path);
        int slash = normal.lastIndexOf('/');
        return slash <= 0 ? "/" : normal.substring(0, slash);
    }

    /** How two normalised paths lie to each other. */
    public static Relation relation(String existing, String wanted) {
        if (existing.equals(wanted)) {
            return Relation.SAME;
        }
        if (isBelow(existing, wanted)) {
            return Relation.ABOVE;
        }
        return isBelow(wanted, existing) ? Relation.BELOW : Relation.APART;
    }

    private static boolean isBelow(String folder, String path) {
        return path.startsWith(folder)
                && (folder.endsWith("/") || (path.length() > folder.length() && path.charAt(folder.length()) == '/'));
    }
}
