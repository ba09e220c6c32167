package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestDiscovery;
import alluxio.admission.app.manifest.ManifestInjector.InjectedManifests;
import alluxio.admission.app.manifest.ManifestValidator;
import alluxio.admission.app.manifest.MissedOptIns;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.discovery.CompletedConfiguration;
import alluxio.admission.discovery.ConfigurationCompletion;
import alluxio.admission.discovery.DiscoveryResult;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Shows the reasons of decisions, or the documentation of a rule. Changes nothing. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says what the webhook would do with each pod and pod template, and why: whether each feature and each container "
                    + "is applied, skipped or refused, and where every value comes from. Also for pods that did not opt in. For each "
                    + "object that rules apply to, it gives the result of each rule, and what was not judged. With --rule it "
                    + "prints the documentation of one rule instead: what it restricts, why, and examples.",
            "",
            "With --cluster, or where discovery.namespaces of --config names a namespace of the manifests, what the configuration "
                    + "leaves out is discovered, and the explanation names the object that each value came from.",
            "",
            "TYPE/NAME explains an object of the cluster of the kubeconfig (pod/web, deployment/web, of the namespace -n, else of "
                    + "the kubeconfig's context), as the webhook that is installed there decides (--from-cluster).",
            "",
            "The explanation goes to stdout; docs/explain.md describes the JSON.",
            "",
            "Exit codes: 0 all well, 1 something is refused, 2 wrong usage or unreadable input, "
                    + "3 the cluster could not be reached."
        })
final class ExplainCommand implements Callable<Integer> {
    /** How it is shown. Lower case, as users write it. */
    enum Output {
        text,
        json
    }

    @Mixin
    private final WebhookOptions webhook = new WebhookOptions();

    @Option(
            names = "--cluster",
            description =
                    "discover what the configuration leaves out in the cluster of the kubeconfig, as profile does")
    private boolean cluster;

    @Mixin
    private final NamedManifestOptions manifests = new NamedManifestOptions();

    @Option(
            names = "--rule",
            paramLabel = "ID",
            description = "print the documentation of this rule, in Markdown, and nothing else")
    private @Nullable String rule;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "for people or for programs (default: ${DEFAULT-VALUE})")
    private Output output = Output.text;

    private final Console console;
    private final InstantSource clock;

    ExplainCommand(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (rule == null) {
            return explainManifests();
        }
        if (manifests.isGiven()) {
            throw new UnreadableException(
                    "explain: --rule prints the documentation of a rule; leave out the manifests");
        }
        return explainRule(rule);
    }

    private int explainRule(String id) {
        RulePages pages = RulePages.load();
        List<String> ids = Stream.concat(pages.ids().stream(), InjectorRules.ids().stream())
                .toList();
        String page = pages.page(id)
                .or(() -> InjectorRules.page(id))
                .orElseThrow(() -> new UnreadableException("explain: there is no rule " + id
                        + DidYouMean.suffix(id, ids) + "; the rules are: " + String.join(", ", ids)));
        console.result(page.lines().toList());
        return ExitCode.OK;
    }

    private int explainManifests() {
        List<LiveManifest> live = List.of();
        Optional<InstalledWebhook> installed;
        List<String> names = manifests.parameters().stream()
                .filter(argument -> LiveManifest.named(argument).isPresent())
                .toList();
        if (names.isEmpty()) {
            installed = webhook.installed(clock, console);
        } else {
            try (ClusterConnection connection = webhook.kubeconfig().open()) {
                live = live(connection, names);
                installed = webhook.config().configFile().isPresent() || cluster
                        ? Optional.empty()
                        : Optional.of(webhook.read(connection, clock, console));
            }
        }
        List<ManifestSource> sources =
                new ArrayList<>(live.stream().map(LiveManifest::source).toList());
        List<String> files = manifests.parameters().stream()
                .filter(argument -> !names.contains(argument))
                .toList();
        if (names.isEmpty() || manifests.hasFiles() || !files.isEmpty()) {
            sources.addAll(manifests.read(console, "explain", files));
        }
        return explain(sources, installed, live);
    }

    private List<LiveManifest> live(ClusterConnection connection, List<String> names) {
        String namespace = manifests.isNamespaceGiven()
                ? manifests.namespace()
                : connection.namespace().orElse("default");
        return names.stream()
                .flatMap(name -> LiveManifest.named(name).stream())
                .map(name -> LiveManifest.read(connection, name, namespace))
                .toList();
    }

    private int explain(List<ManifestSource> sources, Optional<InstalledWebhook> installed, List<LiveManifest> live) {
        Basis basis = installed.isPresent()
                ? new Basis(installed.map(InstalledWebhook::completed), ClusterView.NOTHING)
                : basis(sources, manifests.namespace());
        Optional<CompletedConfiguration> completed = basis.completed();
        ValueSources values =
                new ValueSources(completed.map(CompletedConfiguration::sources).orElse(Map.of()));
        Optional<AdmissionConfiguration> discovered = completed.map(CompletedConfiguration::configuration);
        InjectedManifests injected = webhook.injector(installed, discovered, basis.cluster(), manifests.namespace())
                .inject(sources, console.progress());
        List<ObjectNode> controllers =
                live.stream().flatMap(each -> each.controllers().stream()).toList();
        InjectedManifests outcome = injected.withResults(MissedOptIns.explain(
                injected,
                controllers,
                webhook.configuration(installed, discovered).injection(),
                manifests.namespace()));
        ManifestValidator.ValidatedManifests judged = webhook.validator(
                        installed, discovered, basis.cluster(), manifests.namespace(), clock)
                .validate(sources, console.progress());
        switch (output) {
            case text -> console.result(new ExplainText(console, values).of(outcome, judged.results()));
            case json ->
                console.json(new ExplainJson(console, manifests.namespace(), values).of(outcome, judged.results()));
        }
        judged.texts().unreadable().forEach(problem -> console.report(problem.toString()));
        judged.undecided().forEach(line -> console.report(line));
        if (!judged.isComplete()) {
            return ExitCode.USAGE;
        }
        return outcome.refused() || judged.refused() ? ExitCode.REFUSED : ExitCode.OK;
    }

    /**
     * What is known beside the manifests.
     *
     * @param completed the configuration with what is discovered: in the cluster, or in the manifests of the namespaces that the file
     *     trusts; empty if nothing is
     * @param cluster of the kubeconfig
     */
    private record Basis(Optional<CompletedConfiguration> completed, ClusterView cluster) {}

    private Basis basis(List<ManifestSource> sources, String namespace) {
        WrittenConfiguration written = webhook.config().writtenInFile();
        if (cluster) {
            LiveDiscovery found = LiveDiscovery.read(webhook.kubeconfig(), written.discovery(), clock, console);
            found.unseen().forEach(console::report);
            return new Basis(completed(written, found.settings(), found.result()), found.objects());
        }
        if (!written.discovery().isOn()) {
            return new Basis(Optional.empty(), ClusterView.NOTHING);
        }
        ManifestDiscovery found = ManifestDiscovery.inTrusted(new KubeYaml(), sources, written.discovery(), namespace);
        return new Basis(completed(written, found.settings(), found.result()), ClusterView.NOTHING);
    }

    private static Optional<CompletedConfiguration> completed(
            WrittenConfiguration written, DiscoverySettings settings, DiscoveryResult found) {
        CompletedConfiguration completed = ConfigurationCompletion.complete(written.withDiscovery(settings), found);
        return completed.configuration().profiles().isEmpty() ? Optional.empty() : Optional.of(completed);
    }
}
