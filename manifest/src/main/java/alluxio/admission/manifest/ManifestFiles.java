package alluxio.admission.manifest;

import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.manifest.input.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which manifests a command line names: files, folders (their manifests in the order of their names) and {@code -}. In a folder
 * only regular files are opened, and links to folders are not followed, so a link to a folder above ends nothing.
 *
 * @param recursive also what is in folders below a folder
 * @param exclusion what is left out of all of them
 */
public record ManifestFiles(boolean recursive, PathExclusion exclusion) {
    private static final List<String> SUFFIXES = List.of(".yaml", ".yml", ".json");

    /**
     * Reads what each argument names.
     *
     * @param each arguments, of which each must have content
     * @param together arguments, of which one must have content: a shell made them of a pattern
     * @throws UnreadableException when a file cannot be read, or there is nothing in it
     */
    public List<ManifestSource> read(List<String> each, List<String> together, InputStream standardInput) {
        Collected collected = new Collected();
        for (String argument : each) {
            int before = collected.sources.size();
            add(argument, collected, standardInput);
            requireContent(collected.since(before), argument);
        }
        int before = collected.sources.size();
        for (String argument : together) {
            if (argument.equals("-") || !exclusion.excludes(path(argument))) {
                add(argument, collected, standardInput);
            }
        }
        if (collected.sources.size() > before) {
            requireContent(
                    collected.since(before), together.size() == 1 ? together.getFirst() : together.size() + " files");
        }
        return List.copyOf(collected.sources);
    }

    /** What was read so far. */
    private static final class Collected {
        private final List<ManifestSource> sources = new ArrayList<>();
        private long length;

        /** Characters are as good as bytes for the limit: manifests are mostly ASCII. */
        void add(String name, String text) {
            length += text.length();
            if (length > InputLimit.ALL_MANIFESTS) {
                throw new UnreadableException(name + ": with it, the inputs together are larger than "
                        + (InputLimit.ALL_MANIFESTS >> 20) + " MiB, the most that is read; give fewer files at a time");
            }
            sources.add(new ManifestSource(name, text));
        }

        List<ManifestSource> since(int index) {
            return sources.subList(index, sources.size());
        }
    }

    /** An empty input is a mistake on the way to it more often than meant, and must not read as "all well". */
    private static void requireContent(List<ManifestSource> sources, String argument) {
        if (sources.stream().noneMatch(ManifestSource::hasContent)) {
            throw new UnreadableException("no objects in " + (argument.equals("-") ? "standard input" : argument)
                    + ": there is nothing in it but comments and blank lines");
        }
    }

    private void add(String argument, Collected collected, InputStream standardInput) {
        if (argument.equals("-")) {
            collected.add("-", InputFile.text("-", standardInput, InputLimit.MANIFESTS));
            return;
        }
        Path path = path(argument);
        for (Path file : Files.isDirectory(path) ? files(path) : List.of(path)) {
            collected.add(file.toString(), InputFile.text(file, InputLimit.MANIFESTS));
        }
    }

    /** Whether the argument is an address rather than a path. */
    public static boolean isUrl(String argument) {
        String folded = argument.toLowerCase(Locale.ROOT);
        return folded.startsWith("http://") || folded.startsWith("https://");
    }

    private static Path path(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new UnreadableException("\"" + argument + "\" is no path: " + e.getReason());
        }
    }

    private List<Path> files(Path folder) {
        Visitor visitor = new Visitor(folder, exclusion);
        try {
            Files.walkFileTree(folder, Set.<FileVisitOption>of(), recursive ? Integer.MAX_VALUE : 1, visitor);
        } catch (IOException | UncheckedIOException e) {
            throw new UnreadableException(folder + ": cannot be read: " + e.getMessage());
        }
        if (visitor.files.isEmpty()) {
            throw new UnreadableException(folder + ": no file here ends in " + String.join(", ", SUFFIXES)
                    + (visitor.excluded ? " and is not excluded" : ""));
        }
        return visitor.files.stream().sorted().toList();
    }

    /** Collects files, and does not enter folders that are excluded. */
    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final PathExclusion exclusion;
        private final List<Path> files = new ArrayList<>();
        private boolean excluded;

        Visitor(Path folder, PathExclusion exclusion) {
            this.folder = folder;
            this.exclusion = exclusion;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return path.equals(folder) || !isExcluded(path) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (SUFFIXES.stream().anyMatch(path.toString()::endsWith)
                    && Files.isRegularFile(path)
                    && !isExcluded(path)) {
                files.add(path);
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean isExcluded(Path path) {
            boolean found = exclusion.excludes(folder.relativize(path));
            excluded |= found;
            return found;
        }
    }
}
