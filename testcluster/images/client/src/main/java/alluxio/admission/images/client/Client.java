package alluxio.admission.images.client;

import alluxio.AlluxioURI;
import alluxio.client.file.FileInStream;
import alluxio.client.file.FileOutStream;
import alluxio.client.file.FileSystem;
import alluxio.exception.AlluxioException;
import alluxio.grpc.CreateFilePOptions;
import alluxio.grpc.WritePType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Writes and reads files of Alluxio, and prints one line: the number of bytes and their SHA-256. It sets no property:
 * what it is given from outside is what is tested.
 */
public final class Client {

    private static final int BUFFER_BYTES = 1 << 20;

    private Client() {}

    /** {@code write PATH BYTES}, random ones kept in the worker's memory, or {@code read PATH}. */
    public static void main(String[] args) throws Exception {
        if (args.length == 3 && args[0].equals("write")) {
            System.out.println(write(new AlluxioURI(args[1]), Long.parseLong(args[2])));
        } else if (args.length == 2 && args[0].equals("read")) {
            System.out.println(read(new AlluxioURI(args[1])));
        } else {
            System.err.println("usage: client write PATH BYTES | client read PATH");
            System.exit(2);
        }
    }

    private static String write(AlluxioURI path, long bytes)
            throws IOException, AlluxioException, NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        CreateFilePOptions options = CreateFilePOptions.newBuilder()
                .setRecursive(true)
                .setWriteType(WritePType.MUST_CACHE)
                .build();
        SplittableRandom random = new SplittableRandom(bytes);
        byte[] buffer = new byte[BUFFER_BYTES];
        FileSystem files = FileSystem.Factory.create();
        try (FileOutStream out = files.createFile(path, options);
                OutputStream digested = new DigestOutputStream(out, sha256)) {
            for (long left = bytes; left > 0; left -= buffer.length) {
                random.nextBytes(buffer);
                digested.write(buffer, 0, (int) Math.min(left, buffer.length));
            }
        }
        return line(bytes, sha256);
    }

    private static String read(AlluxioURI path) throws IOException, AlluxioException, NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        long bytes = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        FileSystem files = FileSystem.Factory.create();
        try (FileInStream in = files.openFile(path);
                InputStream digested = new DigestInputStream(in, sha256)) {
            for (int count = digested.read(buffer); count >= 0; count = digested.read(buffer)) {
                bytes += count;
            }
        }
        return line(bytes, sha256);
    }

    private static String line(long bytes, MessageDigest sha256) {
        return bytes + " " + HexFormat.of().formatHex(sha256.digest());
    }
}
