package alluxio.admission.app.registration;

import alluxio.admission.app.generated.GeneratedCases;
import alluxio.admission.app.injection.TestPods;
import alluxio.admission.app.policy.RuleExamples;
import alluxio.admission.app.policy.RuleExamples.Example;
import alluxio.admission.app.policy.SeededFaultsTest;
import alluxio.admission.app.policy.Templates;
import alluxio.admission.manifest.ManifestFiles;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.PathExclusion;
import alluxio.admission.manifest.yaml.KubeYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects to send to an API server. */
final class Submissions {
    private static final int GENERATED = 1000;

    /** @param origin where it comes from, for messages */
    record Submission(String origin, ObjectNode object) {
        @Override
        public String toString() {
            return origin;
        }
    }

    private Submissions() {}

    /** All that the tests have: examples of rules, also in templates, seeded faults, odd, large, given and generated pods. */
    static List<Submission> all() {
        List<Submission> all = new ArrayList<>();
        for (Example example : RuleExamples.all()) {
            example.documents().forEach(document -> add(all, example.toString(), document));
        }
        SeededFaultsTest.changedObjects().forEach((name, object) -> add(all, "fault: " + name, object));
        TestPods.all().forEach(pod -> add(all, pod.origin(), pod.pod()));
        given(all);
        GeneratedCases generated = new GeneratedCases(true);
        for (int seed = 0; seed < GENERATED; seed++) {
            add(all, "generated " + seed, generated.of(seed).podCase().pod());
        }
        return all;
    }

    private static void given(List<Submission> all) {
        String folder = System.getProperty("manifests.dir", "");
        if (folder.isBlank()) {
            return;
        }
        for (ManifestSource source : new ManifestFiles(true, PathExclusion.NONE)
                .read(List.of(folder), List.of(), InputStream.nullInputStream())) {
            new KubeYaml()
                    .read(source.text(), source.name())
                    .forEach(document -> add(all, source.name(), document.content()));
        }
    }

    /** What the API server can be asked about; a pod also as templates. */
    private static void add(List<Submission> all, String origin, JsonNode document) {
        String kind = document.path("kind").asString("");
        if (!(document instanceof ObjectNode object) || !Cluster.knows(kind) || kind.equals("PersistentVolumeClaim")) {
            return;
        }
        all.add(new Submission(origin + " " + kind, object));
        if (kind.equals("Pod")) {
            Templates.KINDS.forEach(
                    owner -> all.add(new Submission(origin + " in a " + owner, Templates.of(object, owner))));
        }
    }

    /** Those of a file of this package's folder of resources; the first comment of each says what it is. */
    static List<Submission> resource(String name) {
        try (InputStream stream = Submissions.class.getResourceAsStream("/registration/" + name)) {
            String text = new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
            return new KubeYaml()
                    .read(text, name).stream()
                            .map(document -> (ObjectNode) document.content())
                            .map(object -> new Submission(
                                    object.path("kind").asString("") + " "
                                            + object.at("/metadata/name").asString(""),
                                    object))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
