package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.image.UnpackedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The image, built again")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameImageIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private UnpackedImage image = UnpackedImage.NONE;

    @BeforeAll
    void unpack(@TempDir Path folder) throws Exception {
        image = UnpackedImage.into(folder);
    }

    @Test
    @DisplayName("in a user namespace rather than as root, differs in its cache only")
    void differsInItsCacheOnly(@TempDir Path folder) throws Exception {
        Path target = Files.createDirectory(folder.resolve("target"));
        String said = Command.run(again(List.of("unshare", "--user", "--map-root-user"), List.of(), target, ""));
        assertThat(said).contains("in a user namespace");
        UnpackedImage other = built(target, folder);
        System.out.println("image: layers " + layers(image) + "; built again " + layers(other));
        assertThat(layers(image)).hasSizeGreaterThan(4);
        assertThat(allButCache(other)).isEqualTo(allButCache(image));
        assertThat(layers(other)).hasSameSizeAs(layers(image));
        assertThat(other.config().get("config")).isEqualTo(image.config().get("config"));
        assertThat(other.config().get("created")).isEqualTo(image.config().get("created"));
    }

    @Test
    @DisplayName("on a base that is pulled by its digest, has that, says so, and the same on top")
    void onABaseByDigest(@TempDir Path folder) throws Exception {
        Path target = Files.createDirectory(folder.resolve("target"));
        try (LocalRegistry registry = LocalRegistry.start(folder)) {
            String base = registry.host() + "/base@" + push(registry);
            List<String> trust = List.of(
                    "-Djavax.net.ssl.trustStore=" + registry.truststore(),
                    "-Djavax.net.ssl.trustStorePassword=changeit");
            assertThat(Command.run(again(List.of(), trust, target, base))).contains("Base: " + base);
            UnpackedImage other = built(target, folder);
            assertThat(other.config()
                            .at("/config/Labels/org.opencontainers.image.base.name")
                            .asString(""))
                    .isEqualTo(base);
            // The bill of materials, in the layer before the cache, has no Debian packages then.
            int same = layers(image).size() - 2;
            assertThat(layers(other).subList(0, same)).isEqualTo(layers(image).subList(0, same));
        }
    }

    /** The lowest layer of our image, as an image of its own. */
    private String push(LocalRegistry registry) throws Exception {
        byte[] layer = Files.readAllBytes(image.layer(0));
        ObjectNode config = JsonMapper.shared().createObjectNode().put("os", "linux");
        config.put("architecture", image.config().get("architecture").stringValue());
        config.putObject("config");
        config.putObject("rootfs")
                .put("type", "layers")
                .putArray("diff_ids")
                .add(layers(image).getFirst());
        byte[] configuration = config.toString().getBytes(StandardCharsets.UTF_8);
        ObjectNode manifest =
                JsonMapper.shared().createObjectNode().put("schemaVersion", 2).put("mediaType", MANIFEST);
        manifest.putObject("config")
                .put("mediaType", "application/vnd.docker.container.image.v1+json")
                .put("size", configuration.length)
                .put("digest", registry.add(configuration));
        manifest.putArray("layers")
                .addObject()
                .put("mediaType", "application/vnd.docker.image.rootfs.diff.tar.gzip")
                .put("size", layer.length)
                .put("digest", registry.add(layer));
        return registry.addManifest(manifest.toString().getBytes(StandardCharsets.UTF_8), MANIFEST);
    }

    /** As the build does it. */
    private List<String> again(List<String> before, List<String> flags, Path target, String base) {
        String[] reference = image.manifest().at("/RepoTags/0").stringValue().split(":", 2);
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(flags);
        command.addAll(List.of(
                "-jar",
                ROOT.resolve("deploy/image/target/image-builder.jar").toString(),
                "application=" + ROOT.resolve("src/target"),
                "target=" + target,
                "name=" + reference[0],
                "version=" + reference[1],
                "created=" + image.config().get("created").stringValue(),
                "base=" + base,
                "examples=" + ROOT.resolve("deploy/examples/alluxio"),
                "bom=" + ROOT.resolve("deploy/image/target/libraries.json")));
        return command;
    }

    private static UnpackedImage built(Path target, Path folder) throws Exception {
        return UnpackedImage.from(
                target.resolve("alluxio-admission-image.tar"), Files.createDirectory(folder.resolve("unpacked")));
    }

    /** The digests of what is in them. */
    private static List<String> layers(UnpackedImage image) {
        return image.config()
                .at("/rootfs/diff_ids")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private static List<String> allButCache(UnpackedImage image) {
        List<String> layers = layers(image);
        return layers.subList(0, layers.size() - 1);
    }
}
