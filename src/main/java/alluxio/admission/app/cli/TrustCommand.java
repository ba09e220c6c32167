package alluxio.admission.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes an installation from plain manifests discover the Alluxio of a namespace. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the roles and bindings with which the server may discover the Alluxio clusters of these namespaces, for "
                    + "installations without Helm; the chart makes them for its value discovery.namespaces. It changes "
                    + "nothing by itself, and reaches no cluster.",
            "",
            "A user who may create workloads in a trusted namespace decides which directories of nodes are mounted in pods "
                    + "that opt in: trust only namespaces that belong to your Alluxio alone.",
            "",
            "Example:",
            "  alluxio-admission trust alluxio | kubectl apply -f -",
            "",
            "Exit codes: 0 all well, 2 wrong usage."
        })
final class TrustCommand implements Callable<Integer> {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    @Parameters(
            arity = "1..*",
            paramLabel = "NAMESPACE",
            description = "where an Alluxio cluster runs, or will run; it must exist when the output is applied")
    private List<String> namespaces = List.of();

    @Option(
            names = "--namespace",
            paramLabel = "NAMESPACE",
            description = "where the server is installed (default: ${DEFAULT-VALUE})")
    private String installedIn = "alluxio-admission";

    @Option(
            names = "--service-account",
            paramLabel = "NAME",
            description = "the server's account (default: ${DEFAULT-VALUE})")
    private String serviceAccount = "alluxio-admission";

    @Option(
            names = "--pods",
            description =
                    "also what discovery.pods: true needs: to watch all pods, and to create Events about those that "
                            + "opted in and were not injected")
    private boolean pods;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Console console;

    TrustCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Set<String> trusted = new LinkedHashSet<>(namespaces);
        trusted.forEach(namespace -> check(NAMESPACE, namespace, "the name of a namespace"));
        check(NAMESPACE, installedIn, "the name of a namespace");
        check(ACCOUNT, serviceAccount, "the name of a service account");
        TrustManifest manifest = new TrustManifest(serviceAccount + "-discovery", serviceAccount, installedIn);
        List<String> documents = new ArrayList<>();
        trusted.forEach(namespace -> documents.add(manifest.inNamespace(namespace)));
        documents.add(manifest.inCluster(pods));
        console.data(head(trusted) + String.join("---\n", documents));
        return ExitCode.OK;
    }

    private String head(Set<String> trusted) {
        return """
                # The rights to discover Alluxio in these namespaces. Beside them, the configuration (the ConfigMap in namespace %s) needs
                #   discovery: {namespaces: [%s]%s}
                # With the chart, set its value discovery instead, and apply nothing by hand.
                """.formatted(installedIn, String.join(", ", trusted), pods ? ", pods: true" : "");
    }

    private void check(Pattern pattern, String text, String what) {
        if (!pattern.matcher(text).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "trust: \"" + text + "\" is not " + what
                            + ": lower case letters, digits and \"-\", such as alluxio");
        }
    }
}
