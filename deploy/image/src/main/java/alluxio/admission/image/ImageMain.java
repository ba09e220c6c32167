package alluxio.admission.image;

import alluxio.admission.testcluster.TestClusterException;
import java.io.IOException;
import java.nio.file.Path;

/** Entry point. It runs on the JDK whose runtime goes into the image. */
public final class ImageMain {
    private ImageMain() {}

    public static void main(String[] arguments) throws IOException {
        try {
            BuildSettings settings = BuildSettings.parse(Path.of(System.getProperty("java.home")), arguments);
            new ImageBuild(settings, System.out).run();
        } catch (ImageException | TestClusterException e) {
            System.err.println("The image cannot be made. " + e.getMessage());
            System.exit(1);
        }
    }
}
