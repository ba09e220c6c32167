package alluxio.admission.model.kube;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of a field as users read it: {@code spec.containers[name=app].ports[containerPort=29999]}. List items are named
 * by what tells them apart, so that a path means the same in the old and the new object. Immutable.
 *
 * <p>This is the only printer of such paths. Code that builds a path as text, because most paths are never shown, appends
 * to it with {@link #member}, {@link #keyed} and {@link #indexed}.
 */
public record FieldPath(List<Segment> segments) {
    /** The object itself. */
    public static final FieldPath ROOT = new FieldPath(List.of());

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
        int at = 0;
        while (at < text.length()) {
            char first = text.charAt(at);
            int close = first == '[' ? text.indexOf(']', at) : -1;
            if (close >= 0) {
                segments.add(bracketed(text.substring(at + 1, close)));
                at = close + 1;
            } else if (first == '.' || first == '[') {
                at++;
            } else {
                int end = nameEnd(text, at);
                segments.add(new Segment.Member(text.substring(at, end)));
                at = end;
            }
        }
        return new FieldPath(segments);
    }

    private static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    private static Segment bracketed(String text) {
        if (!text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new Segment.Indexed(Integer.parseInt(text));
        }
        int equals = text.indexOf('=');
        return equals < 0
                ? new Segment.Member(text)
                : new Segment.Keyed(text.substring(0, equals), text.substring(equals + 1));
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

    /** The printed path of a member: {@code spec.nodeName}, {@code data[a.b]} where the name is no plain word. */
    public static String member(String path, String name) {
        return isPlain(name) ? path + (path.isEmpty() ? "" : ".") + name : path + "[" + name + "]";
    }

    /** The printed path of a list item that a key tells apart: {@code spec.containers[name=app]}. */
    public static String keyed(String path, String key, String value) {
        return path + "[" + key + "=" + value + "]";
    }

    /** The printed path of a list item by its position, from 0: {@code spec.containers[0].args[2]}. */
    public static String indexed(String path, int index) {
        return path + "[" + index + "]";
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            switch (segment) {
                case Segment.Member(String name)
                when isPlain(name) -> text.append(text.isEmpty() ? "" : ".").append(name);
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

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
            if (!plain) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
