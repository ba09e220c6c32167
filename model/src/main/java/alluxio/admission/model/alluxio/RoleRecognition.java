package alluxio.admission.model.alluxio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final String IMAGE = "alluxio";
    private static final List<String> IMAGE_ENDS = List.of("-fuse", "-enterprise", "");
    private static final Set<String> FORMATS =
            Set.of("format", "formatMaster", "formatMasters", "formatJournal", "formatWorker", "formatWorkers");

    private RoleRecognition() {}

    /** Whether the image is one of Alluxio's own, by its name. */
    public static boolean isAlluxioImage(@Nullable String image) {
        if (image == null) {
            return false;
        }
        int at = image.indexOf(IMAGE);
        while (at >= 0) {
            if ((at == 0 || image.charAt(at - 1) == '/') && isEnd(image, at + IMAGE.length())) {
                return true;
            }
            at = image.indexOf(IMAGE, at + 1);
        }
        return false;
    }

    /** Whether the name ends here or after what some of the images have behind it: then comes a tag, a digest or nothing. */
    private static boolean isEnd(String image, int at) {
        for (String end : IMAGE_ENDS) {
            int after = at + end.length();
            if (image.startsWith(end, at)
                    && (after == image.length() || image.charAt(after) == ':' || image.charAt(after) == '@')) {
                return true;
            }
        }
        return false;
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
            Role called = Role.BY_ARGUMENT.get(shellCall(word));
            if (called != null) {
                return Optional.of(called);
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

    /** The word after the first call of the entry point in a shell's line; "" when there is none. */
    private static String shellCall(String line) {
        int call = line.indexOf(ENTRY_POINT);
        while (call >= 0) {
            int space = call + ENTRY_POINT.length();
            int start = space;
            while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
                start++;
            }
            int end = start;
            while (end < line.length() && (line.charAt(end) == '-' || isLower(line.charAt(end)))) {
                end++;
            }
            if (start > space && end > start) {
                return line.substring(start, end);
            }
            call = line.indexOf(ENTRY_POINT, space);
        }
        return "";
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
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
