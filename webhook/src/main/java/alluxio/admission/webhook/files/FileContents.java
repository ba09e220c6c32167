package alluxio.admission.webhook.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of several files as they were at one moment. Immutable, as long as the arrays are not changed. */
final class FileContents {
    private static final int ATTEMPTS = 5;

    /** What nothing that can be read is the same as: files that could not be. */
    static final FileContents UNREAD = new FileContents(List.of());

    private final List<byte[]> contents;

    private FileContents(List<byte[]> contents) {
        this.contents = List.copyOf(contents);
    }

    /**
     * Reads all files. A mounted Secret is a set of links through {@code ..data}, which the kubelet turns to a new directory in
     * one step. Two files that are read around that moment would belong to two different versions; so they are read by their
     * real paths, and again if those have changed meanwhile. A single file is read by the path that was given, which may be a
     * pipe such as {@code /dev/fd/63}.
     *
     * @throws IOException with one line that names the file
     */
    static FileContents read(List<Path> files, FileReader reader) throws IOException {
        return files.size() == 1
                ? new FileContents(List.of(reader.read(files.getFirst())))
                : readTogether(files, reader);
    }

    private static FileContents readTogether(List<Path> files, FileReader reader) throws IOException {
        IOException last = new IOException("the files " + files + " keep changing");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                List<Path> before = realPaths(files);
                List<byte[]> contents = new ArrayList<>();
                for (Path file : before) {
                    contents.add(reader.read(file));
                }
                if (before.equals(realPaths(files))) {
                    return new FileContents(contents);
                }
            } catch (NoSuchFileException e) {
                last = new IOException("there is no file " + e.getFile(), e); // the old directory may be gone already
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static List<Path> realPaths(List<Path> files) throws IOException {
        List<Path> real = new ArrayList<>();
        for (Path file : files) {
            real.add(file.toRealPath());
        }
        return real;
    }

    /** In the order of the files. */
    List<byte[]> bytes() {
        return contents;
    }

    boolean isSameAs(FileContents other) {
        return Arrays.deepEquals(contents.toArray(), other.contents.toArray());
    }
}
