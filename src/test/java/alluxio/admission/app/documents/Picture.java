package alluxio.admission.app.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A picture made from text: boxes on a grid, and arrows between them. Lines of the source: {@code title TEXT}, {@code size WIDTH HEIGHT}, {@code box
 * NAME X Y WIDTH HEIGHT STYLE | HEADING | LINE…}, {@code arrow FROM TO [dashed] | TEXT}, {@code text X Y | TEXT}, {@code # comment}. A line that begins
 * with {@code +} is what is new in a box. Coordinates are in units of {@value #UNIT} pixels.
 */
final class Picture {
    private static final int UNIT = 10;
    private static final int LINE = 17;

    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final List<String> arrows = new ArrayList<>();
    private String title = "";
    private int width;
    private int height;

    private record Box(int x, int y, int width, int height, String style, List<String> lines) {
        int right() {
            return x + width;
        }

        int bottom() {
            return y + height;
        }

        int middle() {
            return y + height / 2;
        }
    }

    private Picture() {}

    private String head(String name) {
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-labelledby="title">
            <!-- Generated from %3$s; GOLDEN_UPDATE=1 writes it again. -->
            <title id="title">%4$s</title>
            <style>
            text { font: 12px ui-sans-serif, system-ui, sans-serif; fill: #1f2328; }
            .heading { font-weight: 600; }
            .new { font-weight: 600; fill: #0969da; }
            .label { text-anchor: middle; }
            .halo { text-anchor: middle; fill: none; stroke: #ffffff; stroke-width: 5px; stroke-linejoin: round; }
            .ground { fill: #ffffff; }
            rect { stroke-width: 1.5; rx: 6px; }
            .plain { fill: #f6f8fa; stroke: #818b98; }
            .ours { fill: #ddf4ff; stroke: #0969da; }
            .area { fill: none; stroke: #818b98; stroke-dasharray: 6 4; }
            path { fill: none; stroke: #59636e; stroke-width: 1.5; }
            .dashed { stroke-dasharray: 5 4; }
            .tip { fill: #59636e; stroke: none; }
            @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc; }
            .new { fill: #58a6ff; }
            .halo { stroke: #0d1117; }
            .ground { fill: #0d1117; }
            .plain { fill: #151b23; stroke: #656c76; }
            .ours { fill: #121d2f; stroke: #4493f8; }
            .area { stroke: #656c76; }
            path { stroke: #9198a1; }
            .tip { fill: #9198a1; }
            }
            </style>
            <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M0,0 8,4 0,8z"/></marker></defs>
            <rect class="ground" width="%1$d" height="%2$d" stroke="none"/>
            """.formatted(width, height, name, escaped(title));
    }

    /** The SVG of a source. */
    static String svg(String name, String source) {
        Picture picture = new Picture();
        source.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s*\\|\\s*"))
                .forEach(picture::read);
        return picture.render(name);
    }

    private void read(String[] parts) {
        String[] words = parts[0].strip().split("\\s+");
        switch (words[0]) {
            case "title" -> title = parts[0].substring("title ".length()).strip();
            case "size" -> {
                width = units(words[1]);
                height = units(words[2]);
            }
            case "box" ->
                boxes.put(
                        words[1],
                        new Box(
                                units(words[2]),
                                units(words[3]),
                                units(words[4]),
                                units(words[5]),
                                words[6],
                                List.of(parts).subList(1, parts.length)));
            case "arrow" -> arrows.add(arrow(words, parts.length > 1 ? parts[1] : ""));
            case "text" -> arrows.add(label(units(words[1]), units(words[2]), parts[1]));
            default -> throw new IllegalArgumentException("no line of a picture: " + parts[0]);
        }
    }

    private static int units(String number) {
        return Integer.parseInt(number) * UNIT;
    }

    /** Beside each other: from side to side; else from bottom to top or the reverse, where both boxes are. */
    private String arrow(String[] words, String text) {
        Box from = Objects.requireNonNull(boxes.get(words[1]), words[1]);
        Box to = Objects.requireNonNull(boxes.get(words[2]), words[2]);
        int[] line;
        if (from.right() <= to.x() || to.right() <= from.x()) {
            boolean onwards = from.right() <= to.x();
            int y = (Math.max(from.y(), to.y()) + Math.min(from.bottom(), to.bottom())) / 2;
            boolean level = y > Math.max(from.y(), to.y());
            line = new int[] {
                onwards ? from.right() : from.x(),
                level ? y : from.middle(),
                onwards ? to.x() : to.right(),
                level ? y : to.middle()
            };
        } else {
            boolean down = from.bottom() <= to.y();
            int x = (Math.max(from.x(), to.x()) + Math.min(from.right(), to.right())) / 2;
            line = new int[] {x, down ? from.bottom() : from.y(), x, down ? to.y() : to.bottom()};
        }
        String style = words.length > 3 ? " class=\"" + words[3] + "\"" : "";
        return "<path%s marker-end=\"url(#tip)\" d=\"M%d,%d %d,%d\"/>\n"
                        .formatted(style, line[0], line[1], line[2], line[3])
                + label((line[0] + line[2]) / 2, (line[1] + line[3]) / 2 - (line[1] == line[3] ? 6 : -4), text);
    }

    private String render(String name) {
        StringBuilder svg = new StringBuilder(head(name));
        boxes.values().forEach(box -> {
            svg.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n"
                    .formatted(box.style(), box.x(), box.y(), box.width(), box.height()));
            int y = box.y() + LINE + 2;
            for (int i = 0; i < box.lines().size(); i++, y += LINE) {
                String line = box.lines().get(i);
                boolean added = line.startsWith("+");
                String style = i == 0 ? "heading" : added ? "new" : "line";
                svg.append(
                        text(style, box.x() + UNIT, y, added ? line.substring(1).strip() : line));
            }
        });
        arrows.forEach(svg::append);
        return svg.append("</svg>\n").toString();
    }

    /** Readable across a line. */
    private static String label(int x, int y, String text) {
        return text("halo", x, y, text) + text("label", x, y, text);
    }

    private static String text(String style, int x, int y, String text) {
        return text.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", style, x, y, escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
