package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestValidator.ObjectResult;
import alluxio.admission.app.manifest.ManifestValidator.ValidatedManifests;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.model.DidYouMean;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.policy.rules.AllRules;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which findings are shown, and which of them make a run fail. */
final class FindingFilter {
    /** All rules of the injector begin so, and there is no list of them. */
    private static final String INJECTOR = "inject-";

    /** What ends with exit code 1. Lower case, as users write it. */
    enum FailOn {
        deny,
        warn,
        never
    }

    @Option(
            names = "--fail-on",
            paramLabel = "deny|warn|never",
            defaultValue = "deny",
            description = "exit with 1 at a refusal, at a warning too, or never (default: ${DEFAULT-VALUE})")
    private FailOn failOn = FailOn.deny;

    @Option(
            names = "--rules",
            paramLabel = "ID[,ID…]",
            split = ",",
            description = "only findings of these rules (inject: all of the injector); may be repeated")
    private List<String> rules = List.of();

    /** The results with the findings that are wanted. */
    ValidatedManifests filtered(ValidatedManifests all) {
        if (rules.isEmpty()) {
            return all;
        }
        Set<String> wanted = rules.stream().map(String::strip).collect(Collectors.toSet());
        requireKnown(wanted);
        Predicate<String> isWanted =
                rule -> wanted.contains(rule) || (rule.startsWith(INJECTOR) && wanted.contains("inject"));
        return new ValidatedManifests(
                all.results().stream().map(result -> filtered(result, isWanted)).toList(),
                all.undecided(),
                all.warnings(),
                all.texts());
    }

    private static void requireKnown(Set<String> wanted) {
        List<String> known = Stream.concat(
                        AllRules.registry().rules().stream()
                                .map(rule -> rule.info().id()),
                        Stream.of("inject"))
                .toList();
        wanted.stream()
                .filter(id -> !known.contains(id) && !id.startsWith(INJECTOR))
                .findFirst()
                .ifPresent(id -> {
                    throw new UnreadableException("validate: --rules: there is no rule " + id
                            + DidYouMean.suffix(id, known) + "; docs/rules.md has all of them");
                });
    }

    private static ObjectResult filtered(ObjectResult result, Predicate<String> isWanted) {
        PolicyResult all = result.judgement();
        Predicate<Finding> wanted = finding -> isWanted.test(finding.rule());
        PolicyResult some = new PolicyResult(
                all.findings().stream().filter(wanted).toList(),
                all.exempted().stream()
                        .filter(each -> wanted.test(each.finding()))
                        .toList(),
                all.notJudged(),
                all.evaluated(),
                all.skipReason(),
                all.errors());
        return new ObjectResult(
                result.source(),
                result.kind(),
                result.namespace(),
                result.name(),
                some,
                result.findings().stream()
                        .filter(found -> wanted.test(found.finding()))
                        .toList());
    }

    /** The exit code of results that are complete. */
    int exitCode(ValidatedManifests shown) {
        boolean fails = switch (failOn) {
            case deny -> shown.refused();
            case warn ->
                shown.results().stream()
                        .anyMatch(result -> !result.judgement().findings().isEmpty());
            case never -> false;
        };
        return fails ? ExitCode.REFUSED : ExitCode.OK;
    }
}
