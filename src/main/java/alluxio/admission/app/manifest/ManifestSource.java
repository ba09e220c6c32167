package alluxio.admission.app.manifest;

import alluxio.admission.app.yaml.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

    /** What {@code -f} can name: files, folders (their manifests in the order of their names) and {@code -}. */
    public static List<ManifestSource> read(List<String> arguments, boolean recursive, InputStream standardInput) {
        List<ManifestSource> sources = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("-")) {
                sources.add(new ManifestSource("-", text("-", standardInput::readAllBytes)));
                continue;
            }
            Path path = Path.of(argument);
            if (Files.isDirectory(path)) {
                files(path, recursive).forEach(file -> sources.add(read(file)));
            } else {
                sources.add(read(path));
            }
        }
        return sources;
    }

    private static ManifestSource read(Path path) {
        return new ManifestSource(path.toString(), text(path.toString(), () -> Files.readAllBytes(path)));
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

    private interface Bytes {
        byte[] get() throws IOException;
    }

    private static String text(String name, Bytes bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.get()))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new UnreadableException(name + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new UnreadableException(name + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new UnreadableException(name + ": cannot be read: " + e.getMessage());
        }
    }
}
