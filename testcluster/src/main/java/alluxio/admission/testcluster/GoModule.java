package alluxio.admission.testcluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Go module that pins the programs that are started. Its go.mod is the only place where versions are written down.
 *
 * @param files go.mod, go.sum and, where a program is our own, its source; by name
 */
record GoModule(Map<String, String> files) {

    private static final String GO_MOD = "go.mod";
    private static final String KUBERNETES = "k8s.io/kubernetes";

    GoModule {
        files = new TreeMap<>(files);
    }

    /** The modules that are packed into this jar. */
    static Map<Program.Source, GoModule> pinned() {
        return Map.of(
                Program.Source.KUBERNETES, load("tools/", List.of(GO_MOD, "go.sum")),
                Program.Source.COREDNS, load("tools/coredns/", List.of(GO_MOD, "go.sum", "main.go")),
                Program.Source.HELM, load("tools/helm/", List.of(GO_MOD, "go.sum")),
                Program.Source.HELM_3, load("tools/helm3/", List.of(GO_MOD, "go.sum")));
    }

    /** The API server of the oldest Kubernetes that is supported. */
    static GoModule oldest() {
        return load("tools/oldest/", List.of(GO_MOD, "go.sum"));
    }

    /** The oldest Go that can build it, such as {@code 1.26.0}. */
    String go() {
        return find("^go (\\S+)$");
    }

    /** Of a module that it requires, such as {@code v1.37.2}. */
    String version(String modulePath) {
        return find("^(?:require)?\\s*" + Pattern.quote(modulePath) + " (v\\S+)(?: // indirect)?$");
    }

    /** Linker flags that make Kubernetes' programs report their version: without them it is v0.0.0-master. */
    String linkerFlags() {
        if (!files.getOrDefault(GO_MOD, "").contains(KUBERNETES + " v")) {
            return "-s -w";
        }
        String kubernetes = version(KUBERNETES);
        String[] numbers = kubernetes.substring(1).split("\\.", 3);
        String variable = " -X k8s.io/component-base/version.";
        return "-s -w"
                + variable + "gitVersion=" + kubernetes
                + variable + "gitMajor=" + numbers[0]
                + variable + "gitMinor=" + numbers[1];
    }

    void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static GoModule load(String folder, List<String> names) {
        return new GoModule(names.stream().collect(Collectors.toMap(name -> name, name -> resource(folder + name))));
    }

    private String find(String expression) {
        Matcher matcher = Pattern.compile(expression, Pattern.MULTILINE).matcher(files.getOrDefault(GO_MOD, ""));
        if (!matcher.find()) {
            throw new TestClusterException("go.mod has no line that matches " + expression);
        }
        return matcher.group(1);
    }

    private static String resource(String path) {
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
