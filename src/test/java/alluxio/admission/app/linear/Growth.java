package alluxio.admission.app.linear;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Ways in which any object can grow that a rule is about: by more of what it has. */
enum Growth {
    CONTAINERS("spec/containers", "name"),
    INIT_CONTAINERS("spec/initContainers", "name"),
    VOLUMES("spec/volumes", "name"),
    MOUNTS("spec/containers/0/volumeMounts", "mountPath"),
    ENV("spec/containers/0/env", "name"),
    ENV_FROM("spec/containers/0/envFrom", ""),
    PORTS("spec/containers/0/ports", "name"),
    HOST_ALIASES("spec/hostAliases", ""),
    OPTIONS("spec/containers/0/env/0/value", " -Dalluxio.a#=b"),
    SCRIPT("spec/containers/0/args/0", " a=$#"),
    LABELS("metadata/labels", "example.com/l#"),
    ANNOTATIONS("metadata/annotations", "example.com/a#"),
    OWN_ANNOTATIONS("/metadata/annotations", "example.com/a#"),
    CLAIM_TEMPLATES("/spec/volumeClaimTemplates", ""),
    DATA("/data", "k#"),
    SERVICE_PORTS("/spec/ports", "name"),
    SELECTOR("/spec/selector", "l#"),
    INGRESS_RULES("/spec/ingress", ""),
    INGRESS_PORTS("/spec/ingress/0/ports", ""),
    EGRESS_RULES("/spec/egress", ""),
    EGRESS_PORTS("/spec/egress/0/ports", "");

    private final String place;
    private final String changed;

    /**
     * @param place from the pod's root, or with a slash at its head from the object's
     * @param changed what is different in each: a member of an item, a key or a part of a text
     */
    Growth(String place, String changed) {
        this.place = place;
        this.changed = changed;
    }

    static List<Growth> all() {
        return List.of(values());
    }

    /** The object with so many more; empty when it has nothing of the kind. */
    Optional<ObjectNode> apply(ObjectNode object, int count) {
        ObjectNode copy = object.deepCopy();
        String pointer = place.startsWith("/") ? place : podOf(copy) + "/" + place;
        JsonNode there = copy.at(pointer);
        return switch (there) {
            case ArrayNode list
            when !list.isEmpty() && list.get(0) instanceof ObjectNode first -> {
                for (int i = 0; i < count; i++) {
                    list.add(changed(first.deepCopy(), i));
                }
                yield Optional.of(copy);
            }
            case ObjectNode map
            when changed.contains("#") -> {
                numbers(count).forEach(i -> map.put(changed.replace("#", i), "v"));
                yield Optional.of(copy);
            }
            case JsonNode text
            when text.isString() -> {
                StringBuilder longer = new StringBuilder(text.stringValue());
                numbers(count).forEach(i -> longer.append(changed.replace("#", i)));
                Trees.text(copy, pointer, longer.toString(), "", 0);
                yield Optional.of(copy);
            }
            default -> Optional.empty();
        };
    }

    private ObjectNode changed(ObjectNode item, int number) {
        if (item.path(changed).isString()) {
            item.put(changed, item.path(changed).stringValue() + "-" + "%06d".formatted(number));
        }
        return item;
    }

    private static Stream<String> numbers(int count) {
        return java.util.stream.IntStream.range(0, count).mapToObj("%06d"::formatted);
    }

    private static String podOf(ObjectNode object) {
        for (String pod : List.of("/spec/jobTemplate/spec/template", "/spec/template")) {
            if (object.at(pod).isObject()) {
                return pod;
            }
        }
        return "";
    }
}
