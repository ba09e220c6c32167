package alluxio.admission.model.alluxio;

import alluxio.admission.model.kube.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Recognises the role of a container in an Alluxio cluster: by what it runs, then by its name, then by the labels of its pod.
 * Pure and total.
 *
 * <p>Holds for the official templates and charts of 2.0 to 2.10 and for the 3.x and enterprise charts. The format Jobs of 2.1
 * and 2.2 have a container {@code alluxio-master} that runs {@code formatMasters} or {@code formatJournal}: those are no
 * masters.
 */
public final class RoleRecognition {
    private static final String ALLUXIO = "alluxio-";

    private RoleRecognition() {}

    /**
     * The role of one container.
     *
     * @param container the raw container
     * @param podLabels the labels of its pod, which decide only where nothing of the container does
     */
    public static Optional<Role> of(JsonNode container, Map<String, String> podLabels) {
        List<String> command = JsonNodes.strings(container.path("command"));
        List<String> words = new ArrayList<>(command);
        words.addAll(JsonNodes.strings(container.path("args")));
        for (String word : words) {
            if (EntryPoint.FORMAT_COMMANDS.contains(word)) {
                return Optional.empty();
            }
        }
        ImageReference image = ImageReference.parse(JsonNodes.text(container, "image"));
        Optional<Role> role = words.isEmpty() ? Optional.empty() : byProgram(image, command, words);
        if (role.isEmpty()) {
            role = Role.ofContainerName(JsonNodes.text(container, "name"));
        }
        // Only for a container in one of Alluxio's images: beside it, a log shipper carries the same pod labels.
        return role.isEmpty() && image.isAlluxio() ? byLabels(podLabels) : role;
    }

    private static Optional<Role> byProgram(ImageReference image, List<String> command, List<String> words) {
        Optional<String> started = EntryPoint.startedProcess(words);
        if (started.isPresent() && !started.get().isEmpty()) {
            return Role.ofKey(started.get());
        }
        for (String word : words) {
            Optional<Role> called = EntryPoint.role(EntryPoint.argumentInShell(word));
            if (called.isPresent()) {
                return called;
            }
        }
        int script = EntryPoint.indexOfScript(words);
        if (script < 0 && !(command.isEmpty() && image.isAlluxio())) {
            return Optional.empty();
        }
        // Only the word right after the entry point chooses the process: in "fs mount /a" the word is fs.
        return script + 1 < words.size() ? EntryPoint.role(words.get(script + 1)) : Optional.empty();
    }

    private static Optional<Role> byLabels(Map<String, String> labels) {
        for (String value : List.of(
                labels.getOrDefault("role", ""),
                labels.getOrDefault("name", ""),
                labels.getOrDefault("app", ""),
                labels.getOrDefault("app.kubernetes.io/component", ""))) {
            String name = value.startsWith(ALLUXIO) ? value.substring(ALLUXIO.length()) : value;
            Optional<Role> role = Role.ofKey(name.startsWith("master-") ? "master" : name);
            if (role.isPresent()) {
                return role;
            }
        }
        return Optional.empty();
    }
}
