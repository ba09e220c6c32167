package alluxio.admission.app.documents;

import alluxio.admission.manifest.yaml.KubeYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** The blocks of YAML in docs/engines.md: manifests, and values of charts and configuration files. */
public final class EngineBlocks {
    static final String PAGE = "docs/engines.md";

    private static final Pattern BLOCK = Pattern.compile("(?ms)^## ([^\\n]*)$|^```yaml\\n(.*?)^```$");

    /** @param section the heading that it stands under */
    public record EngineBlock(String section, ObjectNode content) {
        boolean isManifest() {
            return content.has("apiVersion");
        }

        @Override
        public String toString() {
            return section + (isManifest() ? ", " + content.path("kind").asString() : "");
        }
    }

    private EngineBlocks() {}

    static List<EngineBlock> all() {
        List<EngineBlock> blocks = new ArrayList<>();
        String section = "";
        Matcher matcher = BLOCK.matcher(
                Document.read(Document.ROOT.resolve(Path.of(PAGE))).text());
        while (matcher.find()) {
            if (matcher.group(2) == null) {
                section = matcher.group(1);
            } else {
                String text = matcher.group(2);
                ObjectNode content =
                        (ObjectNode) new KubeYaml().read(text, PAGE).getFirst().content();
                blocks.add(new EngineBlock(section, content));
            }
        }
        return blocks;
    }

    /** What can be applied to a cluster. */
    public static List<EngineBlock> manifests() {
        return all().stream().filter(EngineBlock::isManifest).toList();
    }
}
