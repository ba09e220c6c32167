package alluxio.admission.model.alluxio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the tables of {@link PropertyTypes} from the jars that the build has; run by hand in the folder of this module. */
final class PropertyTypesGenerator {
    private static final int WIDTH = 112;

    private PropertyTypesGenerator() {}

    static void main() throws IOException {
        Map<String, List<String>> words = new TreeMap<>();
        try (AlluxioJar jar = AlluxioJar.ofBuild()) {
            jar.typesOfEmpty().forEach((key, type) -> {
                String name = key.substring(PropertyKeys.PREFIX.length());
                int dot = name.indexOf('.');
                if (dot > 0) {
                    words.computeIfAbsent(type + " " + name.substring(0, dot), _ -> new ArrayList<>())
                            .add(name.substring(dot + 1));
                }
            });
        }
        List<String> strict = new ArrayList<>();
        List<String> lenient = new ArrayList<>();
        words.forEach((head, names) -> wrap(head, names, head.startsWith("error ") ? strict : lenient));
        PropertyHistoryGenerator.write("StrictPropertiesTable", strict);
        PropertyHistoryGenerator.write("LenientPropertiesTable", lenient);
    }

    private static void wrap(String head, List<String> names, List<String> lines) {
        StringBuilder line = new StringBuilder(head);
        for (String name : names) {
            if (line.length() > head.length() && line.length() + name.length() >= WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(head);
            }
            line.append(' ').append(name);
        }
        lines.add(line.toString());
    }
}
