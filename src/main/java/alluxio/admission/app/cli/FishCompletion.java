package alluxio.admission.app.cli;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for the shell fish, made of picocli's model: a line for each command and each option. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(CommandSpec root) {
        String program = "complete -c " + root.name();
        StringBuilder script = new StringBuilder("# Completion of " + root.name() + " for fish\n");
        CommandTexts.visible(root).forEach((name, spec) -> {
            script.append(program + " -n __fish_use_subcommand -f -a " + name
                    + description(spec.usageMessage().description()) + "\n");
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                if (parameter.completionCandidates() != null) {
                    script.append(program + " -n " + quoted("__fish_seen_subcommand_from " + name) + values(parameter)
                            + "\n");
                }
            }
            for (OptionSpec option : spec.options()) {
                script.append(program + " -n " + quoted("__fish_seen_subcommand_from " + name) + names(option)
                        + (option.arity().max() > 0 ? " -r" : "") + values(option) + description(option.description())
                        + "\n");
            }
        });
        return script.toString();
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return names.toString();
    }

    private static String values(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null ? "" : " -f -a " + quoted(String.join(" ", candidates));
    }

    /** Its first sentence. */
    private static String description(String... lines) {
        String sentence = CommandTexts.firstSentence(CommandTexts.lines(lines));
        return sentence.isEmpty() ? "" : " -d " + quoted(sentence);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
