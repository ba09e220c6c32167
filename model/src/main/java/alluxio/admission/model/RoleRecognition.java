package alluxio.admission.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Recognises Alluxio's own containers: by what they run, then by their names, then by the pod's labels. A role belongs
 * to a container, not to a pod: an application with a FUSE sidecar is still an application. Pure and total.
 *
 * <p>Holds for the official templates and charts of 2.0 to 2.10 and for the 3.x and enterprise charts. The format Jobs
 * of 2.1 and 2.2 have a container {@code alluxio-master} that runs {@code formatMasters} or {@code formatJournal}: those are
 * no masters.
 */
public final class RoleRecognition {
    private static final String ENTRY_POINT = "/entrypoint.sh";
    private static final List<String> IMAGES = List.of("alluxio", "alluxio-fuse", "alluxio-enterprise");
    private static final Set<String> FORMATS =
            Set.of("format", "formatMaster", "formatMasters", "formatJournal", "formatWorker", "formatWorkers");
    private static final Pattern SHELL_CALL = Pattern.compile(Pattern.quote(ENTRY_POINT) + "\\s+([a-z-]+)");

    private RoleRecognition() {}

    /** Whether the image is one of Alluxio's own, by its name. */
    public static boolean isAlluxioImage(@Nullable String image) {
        if (image == null) {
            return false;
        }
        for (int start = 0; start >= 0; start = next(image, start)) {
            for (String name : IMAGES) {
                if (image.startsWith(name, start) && endsName(image, start + name.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Where the next part of an image's path starts; -1: there is none. */
    private static int next(String image, int start) {
        int slash = image.indexOf('/', start);
        return slash < 0 ? -1 : slash + 1;
    }

    private static boolean endsName(String image, int end) {
        return end == image.length() || image.charAt(end) == ':' || image.charAt(end) == '@';
    }

    /**
     * The role of one container.
     *
     * @param container the raw container
     * @param podLabels the labels of its pod, which decide only where nothing of the container does
     */
    public static Optional<Role> of(JsonNode container, Map<String, String> podLabels) {
        List<String> command = strings(container.get("command"));
        List<String> words = new ArrayList<>(command);
        words.addAll(strings(container.get("args")));
        if (words.stream().anyMatch(FORMATS::contains)) {
            return Optional.empty();
        }
        return byProgram(container, command, words)
                .or(() -> Optional.ofNullable(Role.BY_CONTAINER_NAME.get(text(container, "name"))))
                .or(() -> byLabels(container, podLabels));
    }

    private static Optional<Role> byProgram(JsonNode container, List<String> command, List<String> words) {
        int start = words.indexOf("start");
        if (start > 0 && words.get(start - 1).equals("process") && start + 1 < words.size()) {
            return Role.ofKey(words.get(start + 1));
        }
        for (String word : words) {
            var call = SHELL_CALL.matcher(word);
            if (call.find() && Role.BY_ARGUMENT.containsKey(call.group(1))) {
                return Optional.of(Role.BY_ARGUMENT.get(call.group(1)));
            }
        }
        int entryPoint = entryPoint(words);
        if (entryPoint < 0 && !(command.isEmpty() && isAlluxioImage(text(container, "image")))) {
            return Optional.empty();
        }
        // Only the word right after the entry point chooses the process: in "fs mount /a" the word is fs.
        return entryPoint + 1 < words.size()
                ? Optional.ofNullable(Role.BY_ARGUMENT.get(words.get(entryPoint + 1)))
                : Optional.empty();
    }

    private static int entryPoint(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).endsWith(ENTRY_POINT)) {
                return i;
            }
        }
        return -1;
    }

    /** Only for a container in one of Alluxio's images: beside it, a log shipper carries the same pod labels. */
    private static Optional<Role> byLabels(JsonNode container, Map<String, String> labels) {
        if (!isAlluxioImage(text(container, "image"))) {
            return Optional.empty();
        }
        for (String value : List.of(
                labels.getOrDefault("role", ""),
                labels.getOrDefault("name", ""),
                labels.getOrDefault("app", ""),
                labels.getOrDefault("app.kubernetes.io/component", ""))) {
            String name = value.startsWith("alluxio-") ? value.substring("alluxio-".length()) : value;
            Optional<Role> role = Role.ofKey(name.startsWith("master-") ? "master" : name);
            if (role.isPresent()) {
                return role;
            }
        }
        return Optional.empty();
    }

    private static String text(JsonNode container, String field) {
        JsonNode value = container.get(field);
        return value != null && value.isString() ? value.stringValue() : "";
    }

    private static List<String> strings(@Nullable JsonNode list) {
        List<String> strings = new ArrayList<>();
        if (list != null && list.isArray()) {
            list.forEach(item -> {
                if (item.isString()) {
                    strings.add(item.stringValue());
                }
            });
        }
        return strings;
    }
}
