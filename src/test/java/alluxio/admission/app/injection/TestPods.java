package alluxio.admission.app.injection;

import alluxio.admission.manifest.ManifestFiles;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.PathExclusion;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Keys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Pods for the tests: of odd shapes, large ones, and those of the folder of manifests that the tests were given. */
public final class TestPods {
    /** @param origin where it comes from, for messages */
    public record TestPod(String origin, ObjectNode pod) {
        @Override
        public String toString() {
            return origin;
        }
    }

    private static final String MANIFESTS = "manifests.dir";

    private TestPods() {}

    public static List<TestPod> all() {
        return Stream.of(odd(), large(), given()).flatMap(List::stream).toList();
    }

    /** Valid pods of odd shapes; all are labelled. */
    public static List<TestPod> odd() {
        List<TestPod> pods = new ArrayList<>();
        new KubeYaml().read(resource("/pods/odd.yaml"), "odd.yaml").forEach(document -> {
            ObjectNode pod = (ObjectNode) document.content();
            pods.add(new TestPod("odd.yaml " + pod.at("/metadata/name").stringValue(""), pod));
        });
        return pods;
    }

    /** Pods at the limits of what Kubernetes takes. */
    public static List<TestPod> large() {
        ObjectNode manyVariables = labelled("many-variables");
        for (int i = 0; i < 1500; i++) {
            container(manyVariables)
                    .withArrayProperty("env")
                    .addObject()
                    .put("name", "V" + i)
                    .put("value", "v".repeat(i % 90));
        }
        ObjectNode manyVolumes = labelled("many-volumes");
        for (int i = 0; i < 200; i++) {
            manyVolumes
                    .withObject("/spec")
                    .withArrayProperty("volumes")
                    .addObject()
                    .put("name", "v" + i)
                    .putObject("emptyDir");
            container(manyVolumes)
                    .withArrayProperty("volumeMounts")
                    .addObject()
                    .put("name", "v" + i)
                    .put("mountPath", "/v/" + i);
        }
        ObjectNode longNames =
                labelled("p".repeat(63) + "." + "q".repeat(63) + "." + "r".repeat(63) + "." + "s".repeat(61));
        container(longNames).put("name", "c".repeat(63));
        ObjectNode generated = labelled("");
        ((ObjectNode) generated.get("metadata"))
                .put("generateName", "g".repeat(200) + "-")
                .remove("name");
        ObjectNode longValue = labelled("long-value");
        container(longValue)
                .withArrayProperty("env")
                .addObject()
                .put("name", "JAVA_TOOL_OPTIONS")
                .put("value", "-Dx=" + "y".repeat(100_000));
        ObjectNode manyAliases = labelled("many-aliases");
        for (int i = 0; i < 300; i++) {
            ObjectNode alias = manyAliases
                    .withObject("/spec")
                    .withArrayProperty("hostAliases")
                    .addObject();
            alias.put("ip", "10.1." + (i / 250) + "." + (i % 250 + 1))
                    .putArray("hostnames")
                    .add("h" + i);
        }
        return List.of(
                new TestPod("1,500 variables", manyVariables),
                new TestPod("200 volumes", manyVolumes),
                new TestPod("names of full length", longNames),
                new TestPod("generateName", generated),
                new TestPod("a variable of 100,000 bytes", longValue),
                new TestPod("300 host aliases", manyAliases));
    }

    /** The pods and templates of the given folder, as labelled pods; empty, and said so, when there is none. */
    public static List<TestPod> given() {
        Optional<String> folder =
                Optional.ofNullable(System.getProperty(MANIFESTS)).filter(text -> !text.isBlank());
        if (folder.isEmpty()) {
            System.out.println(
                    "no folder of manifests was given: -D" + MANIFESTS + "=FOLDER adds its pods to this test");
            return List.of();
        }
        List<TestPod> pods = new ArrayList<>();
        for (ManifestSource source : new ManifestFiles(true, PathExclusion.NONE)
                .read(List.of(folder.get()), List.of(), InputStream.nullInputStream())) {
            new KubeYaml()
                    .read(source.text(), source.name())
                    .forEach(document -> ManifestPod.of(document.content())
                            .forEach(site -> pods.add(new TestPod(
                                    source.name() + " " + site.describe("default"), asPod(site, pods.size())))));
        }
        System.out.println(pods.size() + " pods from " + folder.get());
        return pods;
    }

    private static ObjectNode asPod(ManifestPod site, int number) {
        ObjectNode pod =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Pod");
        pod.setAll(site.pod().deepCopy());
        ObjectNode metadata = pod.withObjectProperty("metadata");
        metadata.put("name", "given-" + number).remove("namespace");
        metadata.withObjectProperty("labels").put(Keys.INJECT, "true");
        // As the StatefulSet controller does, or mounts of claims would lead nowhere.
        site.owner()
                .path("spec")
                .path("volumeClaimTemplates")
                .forEach(claim -> pod.withObject("/spec")
                        .withArrayProperty("volumes")
                        .addObject()
                        .put("name", claim.path("metadata").path("name").stringValue(""))
                        .putObject("persistentVolumeClaim")
                        .put("claimName", "claim-" + number));
        return pod;
    }

    private static ObjectNode labelled(String name) {
        ObjectNode pod =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Pod");
        pod.putObject("metadata")
                .put("name", name.toLowerCase(Locale.ROOT))
                .putObject("labels")
                .put(Keys.INJECT, "true");
        pod.putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "app")
                .put("image", "app:1");
        return pod;
    }

    private static ObjectNode container(ObjectNode pod) {
        return (ObjectNode) pod.at("/spec/containers/0");
    }

    private static String resource(String name) {
        try (InputStream stream = TestPods.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
