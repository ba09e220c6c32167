package alluxio.admission.testcluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Go module that pins every program we start. Its go.mod is the only place where versions are written down.
 *
 * @param go the oldest Go that can build it, such as {@code 1.26.0}
 * @param kubernetes such as {@code v1.37.2}
 * @param etcd such as {@code v3.7.3}
 */
record GoModule(String goMod, String goSum, String go, String kubernetes, String etcd) {

    private static final int DIGEST_CHARACTERS = 12;

    /** The module that is packed into this jar. */
    static GoModule pinned() {
        return parse(resource("go.mod"), resource("go.sum"));
    }

    static GoModule parse(String goMod, String goSum) {
        return new GoModule(
                goMod,
                goSum,
                find(goMod, "^go (\\S+)$"),
                find(goMod, "^\\s*k8s\\.io/kubernetes (v\\S+)$"),
                find(goMod, "^\\s*go\\.etcd\\.io/etcd/server/v3 (v\\S+)$"));
    }

    /** A folder name that changes with every change of the pinned modules. */
    String cacheKey() {
        return kubernetes + "-" + etcd + "-" + digest();
    }

    /** Linker flags that make the program report its version: without them it says v0.0.0-master. */
    String linkerFlags() {
        String[] numbers = kubernetes.substring(1).split("\\.", 3);
        String variable = " -X k8s.io/component-base/version.";
        return "-s -w"
                + variable + "gitVersion=" + kubernetes
                + variable + "gitMajor=" + numbers[0]
                + variable + "gitMinor=" + numbers[1];
    }

    void writeTo(Path folder) throws IOException {
        Files.writeString(folder.resolve("go.mod"), goMod);
        Files.writeString(folder.resolve("go.sum"), goSum);
    }

    private String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(goMod.getBytes(StandardCharsets.UTF_8));
            sha256.update(goSum.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String find(String goMod, String expression) {
        Matcher matcher = Pattern.compile(expression, Pattern.MULTILINE).matcher(goMod);
        if (!matcher.find()) {
            throw new TestClusterException("go.mod has no line that matches " + expression);
        }
        return matcher.group(1);
    }

    private static String resource(String name) {
        String path = "tools/" + name;
        try (InputStream in = GoModule.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new TestClusterException("The jar of testcluster lacks the resource " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
