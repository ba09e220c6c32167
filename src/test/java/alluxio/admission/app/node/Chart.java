package alluxio.admission.app.node;

import alluxio.admission.testcluster.Helm;
import alluxio.admission.testcluster.node.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The chart of this project on a node, by Helm, as a user installs it. Images and values are all that is given besides.
 *
 * @param release also the name of everything in it
 * @param folder for files with values
 */
record Chart(Node node, Path folder, String release, String namespace) {
    private static final Path SOURCE =
            Path.of(System.getProperty("project.root", ".")).resolve("deploy/chart");

    /** A slow machine is not what these tests look for, and a pod that was not injected must not stay unseen. */
    private static final String VALUES = """
            image: {pullPolicy: Never}
            mutation: {failurePolicy: Fail, timeoutSeconds: 10}
            validation: {failurePolicy: Fail, timeoutSeconds: 10}
            """;

    /** As a user does; returns when all replicas are ready. */
    void install(Path configuration, String... sets) {
        helm("install", SOURCE.toString(), configuration, sets);
    }

    /** As {@link #install}, with no configuration at all but the namespaces whose Alluxio is discovered. */
    void installDiscovering(String... namespaces) {
        run("install", SOURCE.toString(), write(VALUES), "discovery.namespaces={" + String.join(",", namespaces) + "}");
    }

    /** To other values, which are all that differ from those of {@link #install}. */
    void upgrade(Path configuration, String... sets) {
        helm("upgrade", SOURCE.toString(), configuration, sets);
    }

    /** The chart under another version, as an archive. */
    Path packaged(String version) {
        Helm.four()
                .run(List.of(
                        "package",
                        SOURCE.toString(),
                        "--version=" + version,
                        "--app-version=" + version,
                        "--destination=" + folder));
        return folder.resolve("alluxio-admission-" + version + ".tgz");
    }

    void helm(String verb, String chart, Path configuration, String... sets) {
        run(verb, chart, values(configuration), sets);
    }

    private void run(String verb, String chart, Path values, String... sets) {
        List<String> arguments = new ArrayList<>(List.of(verb, release, chart, "--namespace=" + namespace, "--wait"));
        if (verb.equals("install")) {
            arguments.add("--create-namespace");
        }
        arguments.addAll(List.of("--timeout=8m", "--values=" + values));
        for (String set : sets) {
            arguments.add("--set=" + set);
        }
        run(arguments);
    }

    void uninstall() {
        run(List.of("uninstall", release, "--namespace=" + namespace, "--wait", "--timeout=8m"));
    }

    private void run(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--kubeconfig=" + node.kubeconfig());
        Helm.four().run(all);
    }

    private Path values(Path configuration) {
        try {
            return write(VALUES + "config:\n" + Files.readString(configuration).indent(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String values) {
        try {
            return Files.writeString(folder.resolve(release + "-values.yaml"), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the server's pods are found. */
    Map<String, String> podLabels() {
        return Map.of(
                "app.kubernetes.io/name", "alluxio-admission",
                "app.kubernetes.io/instance", release,
                "app.kubernetes.io/component", "server");
    }
}
