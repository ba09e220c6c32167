package alluxio.admission.app.config;

import alluxio.admission.manifest.yaml.PositionedNode;
import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.kube.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A value in the file, with its path. Each method reads one type of value: where there is another, it reports that and
 * returns empty, so that reading goes on and finds every error. What is read with errors is never used.
 */
record ConfigNode(PositionedNode node, String path, ConfigurationProblems problems) {
    /** @param known all the keys that may stand here */
    Optional<ConfigMapping> fields(String... known) {
        return mapping().map(mapping -> ConfigMapping.of(this, mapping, List.of(known)));
    }

    Optional<PositionedNode.Mapping> mapping() {
        return node instanceof PositionedNode.Mapping mapping ? Optional.of(mapping) : wrongType("a mapping");
    }

    /** Calls the action for each key and value of a mapping with keys of the user's choice; each key is checked first. */
    void eachEntry(ValueFormat keys, BiConsumer<String, ConfigNode> action) {
        mapping()
                .ifPresent(mapping -> mapping.entries().forEach((key, entry) -> {
                    String below = below(key);
                    problem(key, keys)
                            .ifPresent(p -> problems.error(entry.line(), entry.column(), below, "the key " + p));
                    action.accept(key, new ConfigNode(entry.value(), below, problems));
                }));
    }

    /** The items of a list, without those that {@code item} reports as wrong. */
    <T> List<T> list(Function<ConfigNode, Optional<T>> item) {
        List<T> values = new ArrayList<>();
        if (!(node instanceof PositionedNode.Sequence sequence)) {
            wrongType("a list");
            return values;
        }
        int index = 0;
        for (PositionedNode each : sequence.items()) {
            item.apply(new ConfigNode(each, FieldPath.indexed(path, index++), problems))
                    .ifPresent(values::add);
        }
        return values;
    }

    /** The strings of a list; one that is there twice is reported. */
    List<String> texts(ValueFormat syntax) {
        Set<String> seen = new HashSet<>();
        return list(item ->
                item.text(syntax).filter(text -> item.check(seen.add(text), quoted(text) + " is there twice")));
    }

    Optional<String> text(ValueFormat syntax) {
        if (!(node instanceof PositionedNode.Scalar scalar) || !scalar.toJson().isString()) {
            return wrongType("a string");
        }
        return checked(scalar.text(), syntax);
    }

    /** The text of a string, a number, true or false, as it is written. */
    Optional<String> anyText(ValueFormat syntax) {
        if (!(node instanceof PositionedNode.Scalar scalar) || scalar.toJson().isNull()) {
            return wrongType("a string, a number, true or false");
        }
        return checked(scalar.text(), syntax);
    }

    Optional<Boolean> bool() {
        return node instanceof PositionedNode.Scalar scalar && scalar.toJson().isBoolean()
                ? Optional.of(scalar.toJson().booleanValue())
                : wrongType("true or false");
    }

    Optional<Integer> wholeNumber(int min, int max) {
        if (!(node instanceof PositionedNode.Scalar scalar) || !scalar.toJson().isIntegralNumber()) {
            return wrongType("a whole number");
        }
        boolean fits = scalar.toJson().canConvertToInt()
                && scalar.toJson().intValue() >= min
                && scalar.toJson().intValue() <= max;
        return check(fits, Excerpt.of(scalar.text()) + " is out of range; allowed are " + min + " to " + max)
                ? Optional.of(scalar.toJson().intValue())
                : Optional.empty();
    }

    /** One of a few values. {@code off} is a boolean in YAML, and the name of a value here. */
    <T> Optional<T> oneOf(AllowedValues<T> values) {
        if (!(node instanceof PositionedNode.Scalar scalar)
                || !(scalar.toJson().isString() || scalar.toJson().isBoolean())) {
            return wrongType("one of " + String.join(", ", values.names()));
        }
        Optional<T> value = values.get(scalar.text());
        check(value.isPresent(), notAllowed(scalar.text(), values.names()));
        return value;
    }

    /** Reports the message at this value unless the condition holds. Returns the condition. */
    boolean check(boolean condition, String message) {
        if (!condition) {
            problems.error(node, path, message);
        }
        return condition;
    }

    boolean isNull() {
        return node instanceof PositionedNode.Scalar scalar && scalar.toJson().isNull();
    }

    boolean isEmptyList() {
        return node instanceof PositionedNode.Sequence sequence
                && sequence.items().isEmpty();
    }

    boolean isEmptyMapping() {
        return node instanceof PositionedNode.Mapping mapping
                && mapping.entries().isEmpty();
    }

    String below(String key) {
        return FieldPath.member(path, key);
    }

    static String quoted(String text) {
        return Excerpt.quoted(text);
    }

    static String notAllowed(String word, Collection<String> allowed) {
        String wanted = allowed.size() == 1 ? "; it must be " : "; allowed are ";
        String suggestion = allowed.size() == 1 ? "" : DidYouMean.suffix(word, allowed);
        return quoted(word) + " is not allowed" + wanted + String.join(", ", allowed) + suggestion;
    }

    private Optional<String> checked(String text, ValueFormat syntax) {
        Optional<String> problem = problem(text, syntax);
        problem.ifPresent(p -> problems.error(node, path, quoted(text) + " " + p));
        return problem.isPresent() ? Optional.empty() : Optional.of(text);
    }

    /** No format looks at a text of any length: an alias can repeat one everywhere. */
    private static Optional<String> problem(String text, ValueFormat syntax) {
        return text.length() > ConfigurationLimits.TEXT_CHARACTERS
                ? Optional.of("is longer than " + ConfigurationLimits.TEXT_CHARACTERS + " characters")
                : syntax.problem(text);
    }

    private <T> Optional<T> wrongType(String wanted) {
        problems.error(node, path, "found " + found() + ", needed is " + wanted + hint(wanted));
        return Optional.empty();
    }

    private String hint(String wanted) {
        boolean quotesHelp = wanted.equals("a string")
                && node instanceof PositionedNode.Scalar scalar
                && !scalar.toJson().isNull();
        return quotesHelp ? "; put it in quotes" : "";
    }

    private String found() {
        return switch (node) {
            case PositionedNode.Mapping mapping -> "a mapping";
            case PositionedNode.Sequence sequence -> "a list";
            case PositionedNode.Scalar scalar when scalar.toJson().isNull() -> "nothing";
            case PositionedNode.Scalar scalar when scalar.toJson().isBoolean() -> "the boolean " + scalar.text();
            case PositionedNode.Scalar scalar
            when scalar.toJson().isNumber() -> "the number " + Excerpt.of(scalar.text());
            case PositionedNode.Scalar scalar -> "the string " + quoted(scalar.text());
        };
    }
}
