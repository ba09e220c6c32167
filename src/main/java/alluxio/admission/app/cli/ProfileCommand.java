package alluxio.admission.app.cli;

import alluxio.admission.app.config.ConfigurationFiles;
import alluxio.admission.app.manifest.ManifestDiscovery;
import alluxio.admission.discovery.CompletedConfiguration;
import alluxio.admission.discovery.ConfigurationCompletion;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the built-in configuration, the schema, or what is discovered in manifests; or checks a configuration file. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what is discovered in the cluster of the kubeconfig, or in the manifests of an Alluxio (-f), as a "
                    + "configuration file that is ready to be saved: behind each value, a comment says which object has it. With --config (and -f or --cluster), the file is completed, and where a "
                    + "written value differs, stderr shows both. Remarks, and workloads that do not count, are on stderr, too.",
            "",
            "Or prints the built-in configuration as a starting point (--defaults) or the JSON Schema (--schema), or checks a "
                    + "configuration file (--config alone).",
            "",
            "Examples:",
            "  alluxio-admission profile > admission.yaml",
            "  alluxio-admission profile --cluster --config admission.yaml --context production",
            "  helm template alluxio alluxio-charts/alluxio -n alluxio | alluxio-admission profile -n alluxio -f -",
            "  kubectl get all,cm,pvc,pv -n alluxio -o yaml | alluxio-admission profile -f - > admission.yaml",
            "",
            "Exit codes: 0 all well, 2 wrong usage, unreadable input or a file with errors, 3 the cluster could not be reached."
        })
final class ProfileCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption common = new ConfigOption();

    @Mixin
    private final KubeconfigOptions kubeconfig = new KubeconfigOptions();

    @Option(
            names = "--cluster",
            description =
                    "with --config: complete the file from the cluster, too; without --config that is the default")
    private boolean cluster;

    @Mixin
    private final ManifestFileOptions manifests = new ManifestFileOptions();

    @Option(names = "--defaults", description = "print the built-in defaults, as a configuration file")
    private boolean defaults;

    @Option(names = "--schema", description = "print the JSON Schema of the configuration file, for editors")
    private boolean schema;

    private final Console console;
    private final InstantSource clock;

    ProfileCommand(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (defaults) {
            console.data(ConfigurationFiles.defaults());
        } else if (schema) {
            console.data(ConfigurationFiles.schema());
        } else if (manifests.isGiven()) {
            discover();
        } else if (cluster || common.configFile().isEmpty()) {
            discoverLive();
        } else {
            Set<String> profiles = common.written().configuration().profiles().keySet();
            console.result(
                    profiles.isEmpty()
                            ? "well formed; no profiles are written"
                            : "well formed; profiles: " + String.join(", ", profiles));
        }
        return ExitCode.OK;
    }

    /** What is written in the file, without the profile that is built in, and completed from the manifests. */
    private void discover() {
        WrittenConfiguration written = common.writtenInFile();
        ManifestDiscovery found = ManifestDiscovery.of(
                new KubeYaml(),
                manifests.read(console, "profile"),
                written.discovery().hostPaths(),
                manifests.namespace());
        found.warnings().forEach(warning -> console.report(warning));
        CompletedConfiguration completed =
                ConfigurationCompletion.complete(written.withDiscovery(found.settings()), found.result());
        new DiscoveryReport(console).print(found.result(), completed);
    }

    /** As {@link #discover}, from what runs: in the namespaces of the file, else wherever an Alluxio is seen. */
    private void discoverLive() {
        WrittenConfiguration written = common.writtenInFile();
        LiveDiscovery found = LiveDiscovery.read(kubeconfig, written.discovery(), clock, console);
        found.unseen().forEach(console::report);
        CompletedConfiguration completed =
                ConfigurationCompletion.complete(written.withDiscovery(found.settings()), found.result());
        new DiscoveryReport(console).print(found.result(), completed);
        found.untrusted().forEach(console::report);
    }
}
