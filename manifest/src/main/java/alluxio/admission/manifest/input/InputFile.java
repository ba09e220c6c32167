package alluxio.admission.manifest.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;

/**
 * Reads a file that a user named, and never more of it than its limit. Only regular files are opened, and files that a shell has
 * opened already: {@code /dev/stdin} and the {@code /dev/fd/63} of {@code <(command)}. A named pipe would block until it is
 * written to, and a device such as {@code /dev/zero} may have no end.
 */
public final class InputFile {
    private static final Pattern OPENED_BY_SHELL = Pattern.compile("/dev/stdin|(/dev|/proc/self)/fd/[0-9]+");

    private InputFile() {}

    /** @throws UnreadableException with the path and the reason, on one line */
    public static String text(Path path, InputLimit limit) {
        return text(path.toString(), () -> unnamed(path, limit));
    }

    /** @throws UnreadableException with the name and the reason, on one line */
    public static String text(String name, InputStream in, InputLimit limit) {
        return text(name, () -> bounded(in, limit));
    }

    /** @throws UnreadableException when the bytes are not UTF-8, with the name */
    public static String text(String name, byte[] bytes) {
        return text(name, () -> bytes);
    }

    /**
     * The file's bytes.
     *
     * @throws IOException with the path and the reason, on one line
     */
    public static byte[] bytes(Path path, InputLimit limit) throws IOException {
        try {
            return unnamed(path, limit);
        } catch (IOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Looks at a file without reading it.
     *
     * @throws UnreadableException when it is no file that would be read, with the path and the reason, on one line; not when there
     *     is no such file
     */
    public static void requireFile(Path path, InputLimit limit) {
        try {
            requireReadable(path, limit);
        } catch (NoSuchFileException e) {
            return;
        } catch (FileSystemException e) {
            throw new UnreadableException(path + ": cannot be read: " + e.getReason());
        } catch (IOException e) {
            throw new UnreadableException(path + ": " + e.getMessage());
        }
    }

    /** The message of what it throws is the reason alone. */
    private static byte[] unnamed(Path path, InputLimit limit) throws IOException {
        try {
            requireReadable(path, limit);
            try (InputStream in = Files.newInputStream(path)) {
                return bounded(in, limit);
            }
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException("cannot be read: permission denied", e);
        } catch (FileSystemException e) {
            throw new IOException("cannot be read: " + e.getReason(), e);
        }
    }

    private static void requireReadable(Path path, InputLimit limit) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new IOException("is a directory; name a file in it");
        }
        if (attributes.isOther() && !OPENED_BY_SHELL.matcher(path.toString()).matches()) {
            throw new IOException("is a pipe, a socket or a device, which may never end; name a regular file, or pass "
                    + "the output of a command as <(command) or by standard input");
        }
        if (attributes.isRegularFile() && attributes.size() > limit.bytes()) {
            throw new IOException(limit.exceeded());
        }
    }

    private static byte[] bounded(InputStream in, InputLimit limit) throws IOException {
        byte[] bytes = in.readNBytes(limit.bytes() + 1);
        if (bytes.length > limit.bytes()) {
            throw new IOException(limit.exceeded());
        }
        return bytes;
    }

    @FunctionalInterface
    private interface Source {
        byte[] read() throws IOException;
    }

    private static String text(String name, Source source) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(source.read()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableException(name + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new UnreadableException(name + ": " + e.getMessage());
        }
    }
}
