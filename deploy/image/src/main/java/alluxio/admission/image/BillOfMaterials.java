package alluxio.admission.image;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the image consists of, in the format of CycloneDX: the libraries, as Maven knows them, the Java runtime, and
 * the Debian packages of a base that is made here. A base with a name has a bill of its own.
 */
final class BillOfMaterials {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ObjectNode bom;

    private BillOfMaterials(ObjectNode bom) {
        this.bom = bom;
    }

    /** @param libraries as the plugin of CycloneDX writes it */
    static BillOfMaterials read(Path libraries) {
        return new BillOfMaterials((ObjectNode) JSON.readTree(libraries.toFile()));
    }

    /** Removes what Maven knows but the image does not have, and fails when the image has what Maven does not know. */
    void restrictTo(List<Path> jars) {
        Set<String> unknown = new HashSet<>();
        jars.forEach(jar -> unknown.add(jar.getFileName().toString()));
        Set<String> gone = new HashSet<>();
        ArrayNode components = components();
        for (int i = components.size() - 1; i >= 0; i--) {
            JsonNode component = components.get(i);
            if (!unknown.remove(jarOf(component))) {
                gone.add(component.path("bom-ref").stringValue());
                components.remove(i);
            }
        }
        if (!unknown.isEmpty()) {
            throw new ImageException("The bill of materials lacks libraries of the image: " + unknown);
        }
        forget(gone);
    }

    /** Removes the hashes of a jar that is not byte for byte what its repository has. */
    void removeOtherHashes(Path jar) throws IOException {
        String sha256 = Sha256.of(jar);
        for (JsonNode component : components()) {
            if (jarOf(component).equals(jar.getFileName().toString())
                    && component
                            .path("hashes")
                            .valueStream()
                            .noneMatch(hash -> hash.path("content").asString("").equals(sha256))) {
                ((ObjectNode) component).remove("hashes");
            }
        }
    }

    private void forget(Set<String> gone) {
        ArrayNode dependencies = bom.withArrayProperty("dependencies");
        for (int i = dependencies.size() - 1; i >= 0; i--) {
            ObjectNode dependency = (ObjectNode) dependencies.get(i);
            if (gone.contains(dependency.path("ref").stringValue())) {
                dependencies.remove(i);
                continue;
            }
            ArrayNode on = dependency.withArrayProperty("dependsOn");
            for (int j = on.size() - 1; j >= 0; j--) {
                if (gone.contains(on.get(j).stringValue())) {
                    on.remove(j);
                }
            }
        }
    }

    private static String jarOf(JsonNode component) {
        String purl = component.path("purl").stringValue("");
        int classifier = purl.indexOf("classifier=");
        String suffix =
                classifier < 0 ? "" : "-" + purl.substring(classifier + 11).replaceFirst("&.*", "");
        return component.path("name").stringValue("") + "-"
                + component.path("version").stringValue("") + suffix + ".jar";
    }

    /** @param jdk has a file {@code release}, as every Java */
    void addRuntime(Path jdk) throws IOException {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(jdk.resolve("release"))) {
            release.load(in);
        }
        String version = unquoted(release, "JAVA_RUNTIME_VERSION");
        ObjectNode component =
                add("platform", "openjdk", version, "pkg:generic/openjdk@" + version.replace("+", "%2B"));
        component.put(
                "description",
                "Java runtime of " + unquoted(release, "IMPLEMENTOR") + ", by jlink: "
                        + String.join(", ", JavaRuntime.MODULES.keySet()));
    }

    private static String unquoted(Properties release, String key) {
        return release.getProperty(key, "unknown").replace("\"", "");
    }

    void addDebianPackages(List<String> packages) {
        for (String name : packages) {
            String[] found = Command.run(List.of("dpkg-query", "-W", "-f", "${Version} ${Architecture}", name))
                    .split(" ");
            add(
                    "library",
                    name,
                    found[0],
                    "pkg:deb/debian/" + name + "@"
                            + found[0].replace("+", "%2B").replace(":", "%3A") + "?arch=" + found[1]);
        }
    }

    private ObjectNode add(String type, String name, String version, String purl) {
        return components()
                .addObject()
                .put("type", type)
                .put("bom-ref", purl)
                .put("name", name)
                .put("version", version)
                .put("purl", purl);
    }

    private ArrayNode components() {
        return bom.withArrayProperty("components");
    }

    Path write(Path file) {
        JSON.writeValue(file.toFile(), bom);
        return file;
    }
}
