package alluxio.admission.model.view;

import alluxio.admission.model.Budget;
import alluxio.admission.model.Limits;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Expands references in the texts of one container, as the kubelet and the shell do. A few lines of nested references can
 * expand to more text than fits into memory: so a result is never longer than a variable may be ({@link
 * Limits#ENVIRONMENT_VARIABLE_BYTES}), and what references add to all texts of a container is bounded ({@link
 * Limits#EXPANSION_CHARACTERS}). A longer result counts as not seen. For one decision and one thread.
 */
public final class Expansion {
    private final Budget budget;
    private int left;

    /** @param containers number of containers that share the bound */
    public Expansion(int containers, Budget budget) {
        this.budget = budget;
        this.left = Math.max(Limits.EXPANSION_CHARACTERS / Math.max(1, containers), Limits.LEAST_EXPANSION_CHARACTERS);
    }

    /**
     * @param text with its references replaced; empty when that would exceed a limit
     * @param tooLong whether it would be too long for a variable
     */
    public record Expanded(Optional<String> text, boolean tooLong) {
        private static Expanded of(String text) {
            return new Expanded(Optional.of(text), false);
        }
    }

    /**
     * As the kubelet does: {@code $(NAME)} is replaced, {@code $$} is a dollar, an unknown name stays as it is. Source:
     * {@code third_party/forked/golang/expansion} of Kubernetes.
     */
    public Expanded kubelet(String text, Function<String, Optional<String>> values) {
        return text.indexOf('$') < 0 ? Expanded.of(text) : new Run(text).kubelet(values);
    }

    /** As bash does in double quotes, which is how Alluxio's entry point writes each ALLUXIO_ variable down again. */
    Expanded shell(String text, UnaryOperator<String> values) {
        return text.indexOf('$') < 0 ? Expanded.of(text) : new Run(text).shell(values);
    }

    /** The expansion of one text. */
    private final class Run {
        private final String text;
        private final StringBuilder out = new StringBuilder();
        private int at;

        Run(String text) {
            this.text = text;
            budget.spendText(text.length());
        }

        Expanded kubelet(Function<String, Optional<String>> values) {
            int lastClose = text.lastIndexOf(')');
            while (literal('$')) {
                if (text.startsWith("$$", at)) {
                    add("$", 2);
                } else if (text.startsWith("$(", at) && at < lastClose) {
                    int end = text.indexOf(')', at);
                    String reference = text.substring(at, end + 1);
                    add(values.apply(text.substring(at + 2, end)).orElse(reference), reference.length());
                } else {
                    add("$", 1);
                }
            }
            return result();
        }

        Expanded shell(UnaryOperator<String> values) {
            while (literal('$')) {
                // An escaped dollar: the backslash was copied with what stands before.
                if (at > 0 && text.charAt(at - 1) == '\\' && out.length() > 0) {
                    out.setLength(out.length() - 1);
                    add("$", 1);
                    continue;
                }
                boolean braced = text.startsWith("${", at);
                int start = at + (braced ? 2 : 1);
                int end = nameEnd(start);
                if (end == start || (braced && !text.startsWith("}", end))) {
                    add("$", 1);
                } else {
                    add(values.apply(text.substring(start, end)), end + (braced ? 1 : 0) - at);
                }
            }
            return result();
        }

        /** Copies the text up to the next such character; false at the end of the text, or beyond a limit. */
        private boolean literal(char stop) {
            int next = text.indexOf(stop, at);
            int end = next < 0 ? text.length() : next;
            out.append(text, at, end);
            at = end;
            return next >= 0 && isWithin();
        }

        private void add(String value, int length) {
            budget.spendText(value.length());
            out.append(value);
            at += length;
        }

        /** Checked before each reference, so that at most one value is added beyond a limit. */
        private boolean isWithin() {
            return !isTooLong() && out.length() - at <= left;
        }

        private boolean isTooLong() {
            return out.length() > Limits.ENVIRONMENT_VARIABLE_BYTES;
        }

        private Expanded result() {
            if (!isWithin()) {
                return new Expanded(Optional.empty(), isTooLong());
            }
            left -= Math.max(0, out.length() - text.length());
            return Expanded.of(out.toString());
        }

        private int nameEnd(int start) {
            int end = start;
            while (end < text.length() && isNamePart(text.charAt(end), end > start)) {
                end++;
            }
            return end;
        }
    }

    private static boolean isNamePart(char c, boolean orDigit) {
        return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (orDigit && c >= '0' && c <= '9');
    }
}
