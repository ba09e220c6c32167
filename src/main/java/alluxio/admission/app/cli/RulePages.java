package alluxio.admission.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The documentation of each rule in Markdown: the sections of docs/rules.md, which the build puts into the application so that
 * a finding can be looked up without a network.
 */
final class RulePages {
    private static final String RESOURCE = "/alluxio/admission/app/rules.md";
    private static final Pattern HEADING = Pattern.compile("(?m)^## ([a-z0-9-]+)$");

    private final SequencedMap<String, String> pages;

    private RulePages(SequencedMap<String, String> pages) {
        this.pages = pages;
    }

    /** Reads the application's own copy. */
    static RulePages load() {
        try (InputStream in = RulePages.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the application was packaged without " + RESOURCE);
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /** @param document with a heading of the second level for each rule, which is the rule's id */
    static RulePages of(String document) {
        SequencedMap<String, String> pages = new LinkedHashMap<>();
        Matcher heading = HEADING.matcher(document);
        List<Map.Entry<String, Integer>> starts =
                heading.results().map(m -> Map.entry(m.group(1), m.start())).toList();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1).getValue() : document.length();
            pages.put(
                    starts.get(i).getKey(),
                    document.substring(starts.get(i).getValue(), end).strip());
        }
        return new RulePages(pages);
    }

    /** The page of a rule; empty when no rule has this id. */
    Optional<String> page(String rule) {
        return Optional.ofNullable(pages.get(rule));
    }

    /** In the order of the document. */
    List<String> ids() {
        return List.copyOf(pages.keySet());
    }
}
