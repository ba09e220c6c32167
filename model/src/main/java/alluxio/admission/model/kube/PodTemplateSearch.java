package alluxio.admission.model.kube;

import alluxio.admission.model.kube.FieldPath.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds pod templates by their shape, in an object of any kind: custom resources have them wherever they like, such as in
 * {@code spec.workerGroupSpecs[groupName=gpu].template}. A template is an object below the top with a {@code spec} whose
 * {@code containers} is a list of objects, and besides with nothing but what such an object can have. The object itself is
 * none: where a custom resource has {@code spec.containers}, they complete those of pods that its operator makes up
 * (Prometheus).
 *
 * <p>Each part of the object is looked at once, to a fixed depth and length of paths. Use one for one object.
 */
public final class PodTemplateSearch {
    /** The levels of an object that are searched: no known definition has its templates deeper than ten. */
    public static final int DEPTH = 50;

    /** The characters of the names on the way to a template: the path of each one is kept, and shown. */
    public static final int PATH_CHARACTERS = 1024;

    private static final Set<String> OF_A_POD = Set.of("apiVersion", "kind", "metadata", "spec", "status");
    private static final Set<String> LISTS_OF_CONTAINERS = Set.of("containers", "initContainers", "sidecars");

    /** Where they can be in a kind that makes containers one by one. */
    private static final Set<String> SINGLE_CONTAINERS = Set.of("container", "script", "driver", "executor");

    /** @param pod the part of the object with the pod's metadata and spec */
    public record FoundTemplate(FieldPath path, ObjectNode pod) {}

    /**
     * @param templates in the order of the object
     * @param parts the first containers outside of any template, for a message
     * @param complete whether all of the object was searched
     */
    public record Result(List<FoundTemplate> templates, List<FieldPath> parts, boolean complete) {
        public Result {
            templates = List.copyOf(templates);
            parts = List.copyOf(parts);
        }
    }

    /** How many places of containers outside of templates are kept. */
    private static final int MOST_PARTS = 5;

    private final List<FoundTemplate> templates = new ArrayList<>();
    private final List<FieldPath> parts = new ArrayList<>();
    private final List<Segment> path = new ArrayList<>();
    private int characters;
    private boolean complete = true;

    private PodTemplateSearch() {}

    /** Searches an object, which is not changed. */
    public static Result search(ObjectNode object) {
        PodTemplateSearch search = new PodTemplateSearch();
        search.members(object);
        return new Result(search.templates, search.parts, search.complete);
    }

    private void members(ObjectNode object) {
        object.properties().forEach(entry -> {
            if (entry.getValue().isContainer()
                    && !(path.isEmpty() && entry.getKey().equals("status"))) {
                step(new Segment.Member(entry.getKey()), entry.getKey(), entry.getValue());
            }
        });
    }

    private void items(ArrayNode list) {
        boolean named = areNamed(list);
        int index = 0;
        for (JsonNode item : list) {
            if (item.isContainer()) {
                String name = JsonNodes.text(item, "name");
                Segment segment = named ? new Segment.Keyed("name", name) : new Segment.Indexed(index);
                step(segment, named ? name : "", item);
            }
            index++;
        }
    }

    private void step(Segment segment, String name, JsonNode node) {
        if (path.size() >= DEPTH || characters + name.length() > PATH_CHARACTERS) {
            complete = false;
            return;
        }
        path.add(segment);
        characters += name.length();
        visit(name, node);
        characters -= name.length();
        path.removeLast();
    }

    private void visit(String name, JsonNode node) {
        switch (node) {
            case ObjectNode object
            when isTemplate(object) -> templates.add(new FoundTemplate(new FieldPath(path), object));
            case ObjectNode object -> {
                if (SINGLE_CONTAINERS.contains(name) && object.path("image").isString()) {
                    addPart();
                }
                members(object);
            }
            case ArrayNode list -> {
                if (LISTS_OF_CONTAINERS.contains(name) && isListOfContainers(list)) {
                    addPart();
                } else {
                    items(list);
                }
            }
            default -> {}
        }
    }

    private void addPart() {
        if (parts.size() < MOST_PARTS) {
            parts.add(new FieldPath(path));
        }
    }

    private static boolean isTemplate(ObjectNode object) {
        return object.path("spec").path("containers") instanceof ArrayNode containers
                && object.size() <= OF_A_POD.size()
                && OF_A_POD.containsAll(object.propertyNames())
                && isListOfContainers(containers);
    }

    private static boolean isListOfContainers(ArrayNode list) {
        return !list.isEmpty()
                && list.valueStream().allMatch(JsonNode::isObject)
                && list.valueStream()
                        .anyMatch(item -> item.path("name").isString()
                                || item.path("image").isString());
    }

    /** Whether the names of a list's items tell them apart, and can be shown in a path. */
    private static boolean areNamed(ArrayNode list) {
        Set<String> names = new HashSet<>();
        return list.valueStream()
                .map(item -> JsonNodes.text(item, "name"))
                .allMatch(name -> !name.isEmpty() && name.indexOf(']') < 0 && names.add(name));
    }
}
