package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.testcluster.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The CustomResourceDefinition of an operator, out of its own release: a Go module in Go's cache, or a jar on the class path.
 * None is copied into the project: they are up to 3 MB each, and a copy would be older than its source.
 */
final class CustomDefinition {
    /** @param sum of the module, as go.sum has it */
    record Module(String name, String sum) {
        private Path folder() {
            String output = Command.run(List.of("go", "mod", "download", "-json", name));
            JsonNode module = JsonMapper.shared().readTree(output.substring(output.indexOf('{')));
            assertThat(module.path("Sum").asString()).as(name).isEqualTo(sum);
            return Path.of(module.path("Dir").asString());
        }
    }

    private static final int HTTP_CREATED = 201;
    private static final int HTTP_CONFLICT = 409;

    private final ObjectNode definition;

    private CustomDefinition(String text) {
        this.definition =
                (ObjectNode) new KubeYaml().read(text, "text").getFirst().content();
        // Else a definition of 3 MB is more than an API server takes, and takes it long.
        removeDescriptions(definition);
        definition
                .at("/spec/versions")
                .forEach(version -> ((ObjectNode) version.at("/schema/openAPIV3Schema/properties")).remove("status"));
    }

    static CustomDefinition of(Module module, String file) throws IOException {
        return new CustomDefinition(Files.readString(module.folder().resolve(file)));
    }

    static CustomDefinition ofResource(String name) {
        try (InputStream in =
                Objects.requireNonNull(CustomDefinition.class.getClassLoader().getResourceAsStream(name), name)) {
            return new CustomDefinition(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of objects of this kind in a namespace, as the API server serves them. */
    String path(String namespace, ObjectNode object) {
        return "/apis/" + object.path("apiVersion").asString() + "/namespaces/" + namespace + "/"
                + definition.at("/spec/names/plural").asString();
    }

    /** Creates it unless it is there, and waits until objects of its kind can be. */
    void createIn(Api api) {
        Api.Reply reply = api.send("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition, "");
        assertThat(reply.code()).as(reply.text()).isIn(HTTP_CREATED, HTTP_CONFLICT);
        api.server()
                .client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(definition.at("/metadata/name").asString())
                .waitUntilCondition(
                        found -> found != null
                                && found.getStatus() != null
                                && found.getStatus().getConditions() != null
                                && found.getStatus().getConditions().stream()
                                        .anyMatch(
                                                condition -> condition.getType().equals("Established")
                                                        && condition.getStatus().equals("True")),
                        1,
                        TimeUnit.MINUTES);
    }

    /** A property of that name has an object for a value, not a text. */
    private static void removeDescriptions(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("description").isString()) {
            object.remove("description");
        }
        node.forEach(CustomDefinition::removeDescriptions);
    }
}
