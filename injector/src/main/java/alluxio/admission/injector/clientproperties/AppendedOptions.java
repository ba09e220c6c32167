package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.OptionSpans;
import alluxio.admission.model.alluxio.OptionSpans.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The options that injections appended to a variable, found in its text by their digests in the status. Other webhooks write
 * before, behind and between them, so they are looked for anywhere, each at the borders of an option.
 *
 * @param value text of the variable
 * @param spans of the injected options, in the order of the text
 * @param digests of the status that were found
 */
record AppendedOptions(String value, List<Span> spans, Set<String> digests) {
    private static final String SEPARATOR = "+";

    AppendedOptions {
        spans = List.copyOf(spans);
        digests = Set.copyOf(digests);
    }

    /** Appends options to a variable, after a space, or adds it where it is missing; and records them. */
    static void append(
            EnvironmentVariables environment,
            JsonPatchBuilder patch,
            StatusRecorder recorder,
            PodElement container,
            String name,
            String options) {
        Optional<PodElement> entry = EnvironmentVariables.entry(container, name);
        if (entry.isPresent()) {
            append(patch, recorder, entry.get(), options);
        } else {
            ObjectNode variable =
                    container.node().objectNode().put("name", name).put("value", options);
            environment.add(container, variable, HostnameReference.in(options));
        }
        recorder.added(AdditionKind.OPTIONS, container.text("name"), name, detail(options));
    }

    private static void append(JsonPatchBuilder patch, StatusRecorder recorder, PodElement entry, String options) {
        String old = entry.text("value");
        if (old.isEmpty()) {
            recorder.parent(
                    entry.fieldOf("value"), StatusRecorder.stateOf(entry.node().get("value")));
        }
        String joined = old.isEmpty() ? options : old + " " + options;
        patch.set(entry, "value", entry.node().stringNode(joined));
    }

    /**
     * The detail of options in the status: the digest of each, joined by plus signs. Earlier versions wrote one digest for all
     * that a run appended, and read several as those of several runs, so they find these, too.
     */
    static String detail(String options) {
        List<String> digests = new ArrayList<>();
        for (Span span : OptionSpans.of(options)) {
            digests.add(Digests.of(span.in(options)));
        }
        return String.join(SEPARATOR, digests);
    }

    /** Finds the options of a detail in the text of an entry. */
    static AppendedOptions find(PodElement entry, String detail) {
        String value = entry.text("value");
        Set<String> wanted = parts(detail);
        List<Span> all = OptionSpans.of(value);
        List<Span> spans = new ArrayList<>();
        Set<String> found = new LinkedHashSet<>();
        for (Span span : all) {
            String digest = Digests.of(span.in(value));
            if (wanted.contains(digest)) {
                spans.add(span);
                found.add(digest);
            }
        }
        entry.budget().spend(all.size());
        if (!found.containsAll(wanted)) {
            wanted.removeAll(found);
            new OptionRuns(value, all, entry.budget()).find(wanted, spans, found);
        }
        return new AppendedOptions(value, OptionRuns.inOrder(spans), found);
    }

    private static Set<String> parts(String detail) {
        Set<String> parts = new LinkedHashSet<>(List.of(detail.split("\\" + SEPARATOR)));
        parts.remove("");
        return parts;
    }

    /** Those in all entries of a variable, in their order. */
    static List<AppendedOptions> findAll(List<PodElement> entries, String detail) {
        return Iterables.map(entries, entry -> find(entry, detail));
    }

    /** The digests of a detail that are not among those that were found. */
    static Set<String> missing(String detail, Set<String> found) {
        Set<String> missing = parts(detail);
        missing.removeAll(found);
        return missing;
    }

    /** Whether all options of a detail were found, in whichever entries. */
    static boolean isWhole(String detail, List<AppendedOptions> entries) {
        return missing(detail, digests(entries)).isEmpty();
    }

    /** The part of a detail whose options were found in some entry. */
    static String present(String detail, List<AppendedOptions> entries) {
        return String.join(SEPARATOR, Iterables.filter(parts(detail), digests(entries)::contains));
    }

    private static Set<String> digests(List<AppendedOptions> entries) {
        Set<String> digests = new HashSet<>();
        for (AppendedOptions entry : entries) {
            digests.addAll(entry.digests());
        }
        return digests;
    }

    /** Whether a later entry has this text, too: more than the options alone, which the user may have written into another entry. */
    boolean isRepeatedBy(AppendedOptions later) {
        String text = " " + later.value + " ";
        String part = " " + value + " ";
        return text.startsWith(part) || (text.contains(part) && !rest().isEmpty());
    }

    /** The injected options alone. */
    String text() {
        return String.join(" ", Iterables.map(spans, span -> span.in(value)));
    }

    /**
     * The text without the injected options: what stood before them is as it was before the injection, which put one space before
     * what it appended; what others wrote in front of an option or behind it keeps one, too.
     */
    String rest() {
        StringBuilder rest = new StringBuilder();
        int from = 0;
        for (Span span : spans) {
            rest.append(value, from, span.start());
            from = span.end();
            if (!rest.isEmpty()) {
                rest.setLength(rest.length() - 1);
            } else if (from < value.length()) {
                from++;
            }
        }
        return rest.append(value, from, value.length()).toString();
    }
}
