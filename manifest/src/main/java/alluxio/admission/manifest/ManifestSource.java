package alluxio.admission.manifest;

import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.manifest.input.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One file of manifests, read.
 *
 * @param name as the user wrote it; {@code -} for standard input
 */
public record ManifestSource(String name, String text) {
    private static final List<String> SUFFIXES = List.of(".yaml", ".yml", ".json");

    /**
     * What {@code -f} can name: files, folders (their manifests in the order of their names) and {@code -}. In a folder only
     * regular files are opened, and links to folders are not followed, so a link to a folder above ends nothing.
     */
    public static List<ManifestSource> read(List<String> arguments, boolean recursive, InputStream standardInput) {
        List<ManifestSource> sources = new ArrayList<>();
        long length = 0;
        for (String argument : arguments) {
            if (argument.equals("-")) {
                length = add(sources, "-", InputFile.text("-", standardInput, InputLimit.MANIFESTS), length);
                continue;
            }
            Path path = path(argument);
            for (Path file : Files.isDirectory(path) ? files(path, recursive) : List.of(path)) {
                length = add(sources, file.toString(), InputFile.text(file, InputLimit.MANIFESTS), length);
            }
        }
        return sources;
    }

    /** The length of all so far. Characters are as good as bytes here: manifests are mostly ASCII. */
    private static long add(List<ManifestSource> sources, String name, String text, long before) {
        long length = before + text.length();
        if (length > InputLimit.ALL_MANIFESTS) {
            throw new UnreadableException(name + ": with it, the inputs together are larger than "
                    + (InputLimit.ALL_MANIFESTS >> 20) + " MiB, the most that is read; give fewer files at a time");
        }
        sources.add(new ManifestSource(name, text));
        return length;
    }

    private static Path path(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new UnreadableException("\"" + argument + "\" is no path: " + e.getReason());
        }
    }

    private static List<Path> files(Path folder, boolean recursive) {
        try (Stream<Path> walk = Files.walk(folder, recursive ? Integer.MAX_VALUE : 1)) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(file -> SUFFIXES.stream().anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new UnreadableException(folder + ": no file here ends in " + String.join(", ", SUFFIXES));
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new UnreadableException(folder + ": cannot be read: " + e.getMessage());
        }
    }
}
