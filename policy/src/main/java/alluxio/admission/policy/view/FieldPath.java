package alluxio.admission.policy.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a field is, as users read it: {@code spec.containers[name=app].ports[containerPort=29999]}. List items are named
 * by what tells them apart, so that a path means the same in the old and the new object. Immutable.
 */
public record FieldPath(List<Segment> segments) {
    /** The object itself. */
    public static final FieldPath ROOT = new FieldPath(List.of());

    private static final Pattern SEGMENT = Pattern.compile("\\[([^\\]]*)\\]|[^.\\[]+");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    public FieldPath {
        segments = List.copyOf(segments);
    }

    /** One step down. */
    public sealed interface Segment {
        /** A member of an object. */
        record Member(String name) implements Segment {}

        /** The item of a list whose {@code key} has this value. */
        record Keyed(String key, String value) implements Segment {}

        /** The item of a list at this position, from 0. */
        record Indexed(int index) implements Segment {}
    }

    /** Reads what {@link #toString} writes. */
    public static FieldPath parse(String text) {
        List<Segment> segments = new ArrayList<>();
        Matcher matcher = SEGMENT.matcher(text);
        while (matcher.find()) {
            String bracketed = matcher.group(1);
            if (bracketed == null) {
                segments.add(new Segment.Member(matcher.group()));
            } else if (bracketed.chars().allMatch(Character::isDigit)) {
                segments.add(new Segment.Indexed(Integer.parseInt(bracketed)));
            } else {
                int equals = bracketed.indexOf('=');
                segments.add(
                        equals < 0
                                ? new Segment.Member(bracketed)
                                : new Segment.Keyed(bracketed.substring(0, equals), bracketed.substring(equals + 1)));
            }
        }
        return new FieldPath(segments);
    }

    public FieldPath then(Segment segment) {
        List<Segment> longer = new ArrayList<>(segments);
        longer.add(segment);
        return new FieldPath(longer);
    }

    /** This path, with the other one below it. */
    public FieldPath then(FieldPath other) {
        List<Segment> longer = new ArrayList<>(segments);
        longer.addAll(other.segments);
        return new FieldPath(longer);
    }

    /** Whether {@code other} is this path or one below it. */
    public boolean covers(FieldPath other) {
        return other.segments.size() >= segments.size()
                && other.segments.subList(0, segments.size()).equals(segments);
    }

    /** The longest part of this path that is there; null counts as absent, as the API server drops it. */
    public FieldPath existingIn(JsonNode root) {
        JsonNode node = root;
        for (int i = 0; i < segments.size(); i++) {
            JsonNode next = step(node, segments.get(i));
            if (next == null || next.isNull()) {
                return new FieldPath(segments.subList(0, i));
            }
            node = next;
        }
        return this;
    }

    private static @Nullable JsonNode step(JsonNode node, Segment segment) {
        return switch (segment) {
            case Segment.Member member -> node.get(member.name());
            case Segment.Indexed indexed -> node.isArray() ? node.get(indexed.index()) : null;
            case Segment.Keyed keyed -> {
                for (JsonNode item : node.isArray() ? node : List.<JsonNode>of()) {
                    if (Objects.equals(ListKeys.value(item, keyed.key()), keyed.value())) {
                        yield item;
                    }
                }
                yield null;
            }
        };
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            switch (segment) {
                case Segment.Member(String name)
                when PLAIN.matcher(name).matches() ->
                    text.append(text.isEmpty() ? "" : ".").append(name);
                case Segment.Member(String name) ->
                    text.append('[').append(name).append(']');
                case Segment.Keyed(String key, String value) ->
                    text.append('[').append(key).append('=').append(value).append(']');
                case Segment.Indexed(int index) ->
                    text.append('[').append(index).append(']');
            }
        }
        return text.toString();
    }
}
