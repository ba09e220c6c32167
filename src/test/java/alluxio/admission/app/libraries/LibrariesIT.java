package alluxio.admission.app.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every jar that is shipped is one that somebody decided on: deploy/image/libraries.txt has their names, without versions. To
 * write it anew, set GOLDEN_UPDATE=1 and review the difference.
 */
@DisplayName("The libraries")
class LibrariesIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root", "."));
    private static final Path JAR = ROOT.resolve("src/target/alluxio-admission.jar");
    private static final Path LIST = ROOT.resolve("deploy/image/libraries.txt");

    @Test
    void areThoseOfTheList() throws IOException {
        List<String> libraries = libraries();
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(LIST, String.join("\n", libraries) + "\n");
        }
        assertThat(libraries)
                .as("the jars of the class path; a new one needs a reason, and an exclusion in pom.xml takes one out")
                .isEqualTo(Files.readAllLines(LIST));
    }

    @Test
    void haveNoProtocolThatIsNeverSpoken() throws IOException {
        assertThat(libraries())
                .isNotEmpty()
                .noneMatch(name -> name.matches("netty-.*(http3|quic|socks|tcnative|mqtt|redis|smtp|stomp|haproxy).*"));
    }

    /** What the jar names: all that Java loads. */
    private static List<String> libraries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Stream.of(classPath.split(" "))
                    .map(entry -> entry.replaceFirst("^lib/", ""))
                    .map(name -> name.replaceFirst("-[0-9][^-]*(\\.Final|-SNAPSHOT)?\\.jar$", ""))
                    .sorted()
                    .toList();
        }
    }
}
