package alluxio.admission.manifest;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Files and folders that are left out, named as in {@code .gitignore}: a pattern without a slash matches a name at any depth
 * ({@code templates}, {@code *.golden.yaml}), one with a slash a path below the folder that is read ({@code charts/old}),
 * where {@code **} stands for any folders. What lies in an excluded folder is excluded.
 */
public final class PathExclusion {
    /** Excludes nothing. */
    public static final PathExclusion NONE = new PathExclusion(List.of(), List.of());

    private final List<PathMatcher> names;
    private final List<PathMatcher> paths;

    private PathExclusion(List<PathMatcher> names, List<PathMatcher> paths) {
        this.names = names;
        this.paths = paths;
    }

    /** @throws IllegalArgumentException when a pattern is none, with the pattern and the reason */
    public static PathExclusion of(List<String> patterns) {
        List<String> trimmed = patterns.stream()
                .map(pattern -> pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern)
                .toList();
        return new PathExclusion(
                trimmed.stream()
                        .filter(pattern -> !pattern.contains("/"))
                        .map(PathExclusion::matcher)
                        .toList(),
                trimmed.stream()
                        .filter(pattern -> pattern.contains("/"))
                        .flatMap(PathExclusion::matchers)
                        .toList());
    }

    /** With two stars and a slash before it, x matches at the top, too, which it does not for Java. */
    private static Stream<PathMatcher> matchers(String pattern) {
        String relative = pattern.startsWith("./") ? pattern.substring(2) : pattern;
        return relative.startsWith("**/")
                ? Stream.of(matcher(relative), matcher(relative.substring(3)))
                : Stream.of(matcher(relative));
    }

    private static PathMatcher matcher(String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + pattern + "\" is no pattern for paths: " + e.getDescription(), e);
        }
    }

    /** @param path relative to the folder that is read, or as the user wrote it */
    public boolean excludes(Path path) {
        Path normal = path.normalize();
        for (int length = 1; length <= normal.getNameCount(); length++) {
            Path name = normal.getName(length - 1);
            Path upTo = normal.subpath(0, length);
            if (names.stream().anyMatch(each -> each.matches(name))
                    || paths.stream().anyMatch(each -> each.matches(upTo))) {
                return true;
            }
        }
        return false;
    }
}
