package alluxio.admission.app.demo;

import alluxio.admission.manifest.yaml.KubeYaml.Format;
import alluxio.admission.manifest.yaml.KubeYamlWriter;
import alluxio.admission.model.Keys;
import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The difference between two pods as added and removed lines of YAML, with a line of context around each. */
public final class PodDiff {
    /** The role of a line in the difference. */
    public enum Mark {
        ADDED("+"),
        REMOVED("-"),
        CONTEXT(" "),
        GAP(" ");

        private final String sign;

        Mark(String sign) {
            this.sign = sign;
        }
    }

    public record Line(Mark mark, String text) {
        @Override
        public String toString() {
            return mark.sign + " " + text;
        }
    }

    private static final int MAX_STATUS = 60;

    private PodDiff() {}

    public static List<Line> between(ObjectNode before, ObjectNode after) {
        KubeYamlWriter writer = new KubeYamlWriter();
        List<String> old = writer.write(before, Format.YAML).lines().toList();
        List<String> now = writer.write(after, Format.YAML).lines().toList();
        List<Line> lines = new ArrayList<>();
        int shown = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(old, now).getDeltas()) {
            int start = delta.getTarget().getPosition();
            int end = start + delta.getTarget().size();
            if (start - 1 > shown) {
                lines.add(new Line(Mark.GAP, "…"));
            }
            now.subList(Math.max(shown, start - 1), start).forEach(text -> lines.add(new Line(Mark.CONTEXT, text)));
            delta.getSource().getLines().forEach(text -> lines.add(new Line(Mark.REMOVED, text)));
            delta.getTarget().getLines().forEach(text -> lines.add(new Line(Mark.ADDED, shorten(text))));
            shown = end;
        }
        return lines;
    }

    /** The status is for programs; its beginning is enough for people. */
    private static String shorten(String text) {
        boolean status = text.stripLeading().startsWith(Keys.STATUS);
        return status && text.length() > MAX_STATUS ? text.substring(0, MAX_STATUS) + "…" : text;
    }
}
