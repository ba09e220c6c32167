package alluxio.admission.app.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in Markdown, as GitHub reads it. */
public record Document(Path path, String text) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern SPAN = Pattern.compile("`((?:[^`\\n]|\\n(?!\\n))+)`");
    private static final String FENCE = "```";

    /** Languages of blocks that hold data, or what a command prints. */
    private static final Set<String> NO_COMMANDS = Set.of("yaml", "text", "json", "java");

    /** A link as it stands there. */
    record Link(String file, String anchor) {}

    /** All that people read; not what the build leaves in target. */
    static List<Document> all() {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
                Stream<Path> deploy = Files.walk(ROOT.resolve("deploy"))) {
            return Stream.of(
                            Stream.of(
                                            "README.md",
                                            "CONTRIBUTING.md",
                                            "CHANGELOG.md",
                                            "RELEASING.md",
                                            "SECURITY.md",
                                            "testcluster/README.md")
                                    .map(ROOT::resolve),
                            docs,
                            deploy.filter(path -> !path.toString().contains("/target/")))
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .map(Document::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Document read(Path path) {
        try {
            return new Document(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return ROOT.relativize(path.toAbsolutePath().normalize()).toString();
    }

    /** Those to other pages and files, and within this one. */
    List<Link> links() {
        List<Link> links = new ArrayList<>();
        LINK.matcher(SPAN.matcher(String.join("\n", prose())).replaceAll("code"))
                .results()
                .map(match -> match.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .forEach(target -> {
                    int hash = target.indexOf('#');
                    links.add(
                            hash < 0
                                    ? new Link(target, "")
                                    : new Link(target.substring(0, hash), target.substring(hash + 1)));
                });
        return links;
    }

    /** By which links reach the headings. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        prose().stream().filter(line -> line.matches("#{1,6} .*")).forEach(line -> {
            String slug = line.replaceFirst("#+ +", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .strip()
                    .replace(' ', '-');
            int nth = seen.merge(slug, 1, Integer::sum);
            anchors.add(nth == 1 ? slug : slug + "-" + (nth - 1));
        });
        return anchors;
    }

    /** Commands and their parts: spans of code, and lines of blocks that hold commands; a line that goes on is one. */
    List<String> commands() {
        List<String> commands = new ArrayList<>();
        SPAN.matcher(String.join("\n", prose()))
                .results()
                .map(match -> match.group(1))
                .forEach(commands::add);
        String block = null;
        for (String line : text.replace("\\\n", " ").lines().toList()) {
            if (line.startsWith(FENCE)) {
                block = block == null ? line.substring(FENCE.length()) : null;
            } else if (block != null && !NO_COMMANDS.contains(block)) {
                commands.add(line);
            }
        }
        return commands;
    }

    Stream<String> find(Pattern pattern) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }

    /** The lines outside of blocks of code. */
    private List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean code = false;
        for (String line : text.lines().toList()) {
            if (line.stripLeading().startsWith(FENCE)) {
                code = !code;
            } else if (!code) {
                prose.add(line);
            }
        }
        return prose;
    }

    @Override
    public String toString() {
        return name();
    }
}
