package alluxio.admission.policy.view;

import java.util.ArrayList;
import java.util.List;

/** Absolute Linux paths as text. Nothing here looks at a file system. */
public final class Paths {
    /** {@code PATH_MAX} of Linux: what is longer can be opened by nothing, and is compared by its begin. */
    private static final int LONGEST = 4096;

    private Paths() {}

    /** Without doubled slashes, {@code .} and a slash at the end; {@code ..} stays, as links could lead elsewhere. */
    public static String normalize(String text) {
        String path = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return (path.startsWith("/") ? "/" : "") + String.join("/", parts);
    }

    /** Whether {@code path} is {@code folder} or below it. */
    public static boolean isWithin(String path, String folder) {
        String outer = normalize(folder);
        String inner = normalize(path);
        return inner.equals(outer) || inner.startsWith(outer.equals("/") ? outer : outer + "/");
    }

    /** The folder that holds it; "/" for what is at the top. */
    public static String parent(String path) {
        String normal = normalize(path);
        int slash = normal.lastIndexOf('/');
        return slash <= 0 ? "/" : normal.substring(0, slash);
    }
}
