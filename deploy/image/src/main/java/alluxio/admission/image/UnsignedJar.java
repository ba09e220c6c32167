package alluxio.admission.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A library without the signature in its jar. A JVM keeps no class of a signed jar in its cache, and verifies the signature at each
 * start. The runtime asks for none; the build has compared the jar with Maven's checksum.
 */
final class UnsignedJar {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

    private UnsignedJar() {}

    static boolean isSigned(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .anyMatch(entry -> SIGNATURE.matcher(entry.getName()).matches());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a copy of the same name into the folder, with the same entries at the same times. */
    static Path copy(Path jar, Path folder) {
        Path copy = folder.resolve(jar.getFileName().toString());
        try (ZipFile zip = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!SIGNATURE.matcher(entry.getName()).matches()) {
                    ZipEntry same = new ZipEntry(entry.getName());
                    same.setTime(entry.getTime());
                    out.putNextEntry(same);
                    byte[] bytes = zip.getInputStream(entry).readAllBytes();
                    out.write(entry.getName().equals(MANIFEST) ? mainAttributes(bytes) : bytes);
                    out.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /** Without the sections of single entries, which hold their digests. */
    private static byte[] mainAttributes(byte[] manifest) {
        String text = new String(manifest, StandardCharsets.UTF_8).replace("\r\n", "\n");
        int end = text.indexOf("\n\n");
        return (end < 0 ? text : text.substring(0, end + 2)).getBytes(StandardCharsets.UTF_8);
    }
}
