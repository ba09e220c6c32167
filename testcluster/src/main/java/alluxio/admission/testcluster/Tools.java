package alluxio.admission.testcluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** A folder with programs. */
public record Tools(Path folder) {

    public Path path(Program program) {
        return folder.resolve(program.fileName());
    }

    /** Those that are not there or can't be executed, in the order of {@link Program}. */
    List<Program> missing(Collection<Program> wanted) {
        return wanted.stream()
                .sorted()
                .filter(program -> !Files.isRegularFile(path(program)) || !Files.isExecutable(path(program)))
                .toList();
    }
}
