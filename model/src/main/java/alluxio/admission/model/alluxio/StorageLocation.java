package alluxio.admission.model.alluxio;

import alluxio.admission.model.kube.ContainerPath;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an under storage or a journal is. A path alone and one of the scheme {@code file} are the same.
 *
 * @param scheme "" for a local directory
 * @param authority host and port, bucket or name service; ""
 * @param path without dots, and without a slash at its end; "" for the top
 */
public record StorageLocation(String scheme, String authority, String path) {
    private static final Pattern URI = Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/]*))?(/.*)?");

    /** Characters of what is replaced before Alluxio reads it, or of a placeholder. */
    private static final String NOT_FINAL = "${<";

    /** Reads a property's value; empty for what is not known as it stands, and for a relative path. */
    public static Optional<StorageLocation> parse(String value) {
        String text = value.replace("${" + PropertyKeys.WORK_DIR + "}", AlluxioPaths.HOME);
        Matcher matcher = URI.matcher(text);
        if (text.isEmpty() || text.chars().anyMatch(c -> NOT_FINAL.indexOf(c) >= 0) || !matcher.matches()) {
            return Optional.empty();
        }
        String scheme = matcher.group(1) == null ? "" : matcher.group(1);
        String path = matcher.group(3) == null ? "" : ContainerPath.normalize(matcher.group(3));
        return Optional.of(new StorageLocation(
                scheme.equals("file") ? "" : scheme,
                matcher.group(2) == null ? "" : matcher.group(2),
                path.equals("/") ? "" : path));
    }

    /** Whether it is a directory of the container's file system. */
    public boolean isLocal() {
        return scheme.isEmpty() && authority.isEmpty();
    }

    /** Whether it is a directory above the other one, by whole segments of the path, in the same storage. */
    public boolean isAbove(StorageLocation other) {
        return scheme.equals(other.scheme) && authority.equals(other.authority) && other.path.startsWith(path + "/");
    }
}
