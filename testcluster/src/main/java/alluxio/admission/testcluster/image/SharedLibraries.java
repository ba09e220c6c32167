package alluxio.admission.testcluster.image;

import alluxio.admission.testcluster.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The shared libraries of this machine that an image's programs are linked with, found by ldd: the closure of the packages
 * that have them can be much more, with data, documentation and commands.
 */
public final class SharedLibraries {
    private static final Pattern PATH = Pattern.compile("(?:=> |^\\s*)(/\\S+) \\(0x");

    private SharedLibraries() {}

    /** Adds to the root all that its libraries and the programs in its {@code usr/bin} need and it does not have. */
    public static void complete(Path root) throws IOException {
        List<String> linked;
        try (Stream<Path> files = Files.walk(root.resolve("usr"))) {
            linked = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.so[.0-9]*|.*/bin/.*"))
                    .map(file -> "/" + root.relativize(file))
                    .filter(file -> Files.isRegularFile(Path.of(file)))
                    .toList();
        }
        List<String> command = Stream.concat(Stream.of("ldd"), linked.stream()).toList();
        // It fails for what is not linked dynamically, such as a script, and tells of the others all the same.
        for (String line : Command.attempt(command).output().lines().toList()) {
            Matcher path = PATH.matcher(line);
            if (path.find()) {
                copy(Path.of(path.group(1)), root);
            }
        }
    }

    private static void copy(Path library, Path root) throws IOException {
        Path target = root.resolve(library.toString().substring(1));
        if (!Files.exists(target)) {
            Files.createDirectories(target.resolveSibling("."));
            Files.copy(library, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
