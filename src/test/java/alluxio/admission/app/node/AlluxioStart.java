package alluxio.admission.app.node;

import alluxio.admission.app.policy.RuleExamples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a container of Alluxio starts: the host's name, the words of its command, and its variables. */
record AlluxioStart(String hostname, List<String> command, Map<String, String> environment) {
    private static final String SCRIPT = "/entrypoint.sh";
    private static final String OPTIONS = "ALLUXIO_JAVA_OPTS";

    static AlluxioStart master(String options) {
        return new AlluxioStart(
                AlluxioOnNode.MASTER,
                List.of(SCRIPT, "master-only"),
                Map.of(OPTIONS, "-Dalluxio.master.hostname=" + AlluxioOnNode.MASTER + " " + options));
    }

    /**
     * As the first container of a rule's example.
     *
     * @param example {@code rule/file}, without {@code .yaml}
     * @param ordinal of the pod, where the example is a StatefulSet
     */
    static AlluxioStart example(String example, int ordinal) {
        String[] parts = example.split("/", 2);
        JsonNode object = RuleExamples.of(parts[0]).stream()
                .filter(e -> e.name().equals(parts[1] + ".yaml"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no example " + example))
                .documents()
                .getFirst();
        boolean isPod = object.path("kind").asString().equals("Pod");
        String name = object.path("metadata").path("name").asString() + (isPod ? "" : "-" + ordinal);
        JsonNode spec = object.path("spec");
        JsonNode container = (isPod ? spec : spec.path("template").path("spec"))
                .path("containers")
                .path(0);
        List<String> words = Stream.of("command", "args")
                .flatMap(field -> container.path(field).valueStream())
                .map(JsonNode::asString)
                .toList();
        if (!words.contains(SCRIPT)) {
            throw new AssertionError(example + " does not start " + SCRIPT);
        }
        Map<String, String> environment = new LinkedHashMap<>();
        container
                .path("env")
                .forEach(variable -> environment.put(variable.path("name").asString(), value(variable, name)));
        return new AlluxioStart(name, words.subList(words.indexOf(SCRIPT), words.size()), environment);
    }

    /** With more options, at the end. */
    AlluxioStart with(String options) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.merge(OPTIONS, options, (old, added) -> old + " " + added);
        return new AlluxioStart(hostname, command, more);
    }

    /** With a journal that is formatted first, as the init container of the official manifests does. */
    AlluxioStart formatted() {
        return shell("/opt/alluxio/bin/alluxio formatJournal && exec " + String.join(" ", command));
    }

    /** With a line of shell in the place of its command. */
    AlluxioStart shell(String line) {
        return new AlluxioStart(hostname, List.of("/bin/sh", "-c", line), environment);
    }

    /** The address of a pod or a node is the only one that there is. */
    private static String value(JsonNode variable, String pod) {
        String field =
                variable.path("valueFrom").path("fieldRef").path("fieldPath").asString("");
        return switch (field) {
            case "" -> variable.path("value").asString("");
            case "metadata.name" -> pod;
            default -> "127.0.0.1";
        };
    }
}
