package alluxio.admission.app.cli;

import alluxio.admission.manifest.ManifestFiles;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.PathExclusion;
import alluxio.admission.manifest.input.UnreadableException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of all commands that read manifests. What stands without an option before it is up to the command. */
abstract class ManifestOptions {
    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE|DIR|-",
            description = "manifests to read, YAML or JSON; of a folder, its .yaml, .yml and .json files; "
                    + "may be repeated")
    private List<String> files = List.of();

    @Option(
            names = {"-R", "--recursive"},
            description = "also read the folders below a folder")
    private boolean recursive;

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "leave out files and folders, named as in .gitignore: templates, *.golden.yaml, "
                    + "charts/*/templates; may be repeated")
    private List<String> excluded = List.of();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "namespace of objects without one (default: default)")
    private @Nullable String namespace;

    /** @param command that reads them, for messages */
    List<ManifestSource> read(Console console, String command) {
        return read(console, command, parameters());
    }

    /**
     * The same, where the command has taken some of the parameters for itself.
     *
     * @param others of {@link #parameters()}
     */
    List<ManifestSource> read(Console console, String command, List<String> others) {
        if (files.isEmpty() && others.isEmpty()) {
            throw new UnreadableException(command + ": name the manifests to read: alluxio-admission " + command
                    + " -f FILE, a folder, or - for standard input (see alluxio-admission " + command + " --help)");
        }
        Stream.concat(files.stream(), others.stream())
                .filter(ManifestFiles::isUrl)
                .findFirst()
                .ifPresent(url -> {
                    throw new UnreadableException(url + ": URLs are not read; read it with: curl -fsSL '" + url
                            + "' | alluxio-admission " + command + " -f -");
                });
        return new ManifestFiles(recursive, exclusion(command)).read(files, others, console.in());
    }

    private PathExclusion exclusion(String command) {
        try {
            return PathExclusion.of(excluded);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(command + ": --exclude: " + e.getMessage());
        }
    }

    /** Without an option before them. */
    abstract List<String> parameters();

    /** Whether any manifest is named. */
    boolean isGiven() {
        return !files.isEmpty() || !parameters().isEmpty();
    }

    /** Whether files, folders or standard input are named with -f. */
    boolean hasFiles() {
        return !files.isEmpty();
    }

    boolean isNamespaceGiven() {
        return namespace != null;
    }

    String namespace() {
        return namespace == null ? "default" : namespace;
    }
}
