package alluxio.admission.benchmarks;

import alluxio.admission.testcluster.image.UnpackedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers that are compared: alluxio-admission first, then an empty Vert.x and an empty Go server. alluxio-admission is the
 * container image where that has been made and this is root, with the cache that is in it; else its jar, with the image's flags and a cache
 * that is trained here, as that of the empty Vert.x always is.
 */
final class Contestants {
    /** The limit of the container. */
    static final String MEMORY = "320m";

    private final Path root;
    private final Path folder;
    private final TestIdentity identity;

    private Contestants(Path root, Path folder, TestIdentity identity) {
        this.root = root;
        this.folder = folder;
        this.identity = identity;
    }

    /**
     * Prepares them.
     *
     * @param folder for their files; {@code configuration.yaml} and {@code kubeconfig} are there
     */
    static List<Contestant> create(Path root, Path folder, TestIdentity identity)
            throws IOException, InterruptedException {
        Contestants contestants = new Contestants(root, folder, identity);
        List<Contestant> all = new ArrayList<>();
        all.add(contestants.admission());
        all.add(TrainedCache.train(Contestant.emptyVertx(contestants.flags()), identity, folder));
        GoServer.build(root, folder).ifPresent(all::add);
        return all;
    }

    /** The first of them alone. */
    static Contestant admission(Path root, Path folder, TestIdentity identity)
            throws IOException, InterruptedException {
        return new Contestants(root, folder, identity).admission();
    }

    private List<String> flags() throws IOException {
        return JvmFlags.ofImage(root, MEMORY);
    }

    private Contestant admission() throws IOException, InterruptedException {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        if (isRoot && Files.exists(UnpackedImage.ARCHIVE)) {
            System.err.println("alluxio-admission is the image " + UnpackedImage.ARCHIVE);
            return ofImage();
        }
        System.err.println(
                "There is no image, or this is not root: alluxio-admission is its jar, with a cache trained here.");
        Contestant jar = Contestant.admissionServer(
                        flags(), List.of("--config=" + folder.resolve("configuration.yaml")))
                .withVariable("KUBECONFIG", folder.resolve("kubeconfig").toString());
        return TrainedCache.train(jar, identity, folder);
    }

    /** Its files are copied to where they are /tmp in the image. */
    private Contestant ofImage() throws IOException {
        UnpackedImage image = UnpackedImage.into(Files.createDirectory(folder.resolve("image")));
        for (Path file : List.of(
                identity.chain(), identity.key(), folder.resolve("configuration.yaml"), folder.resolve("kubeconfig"))) {
            Path copy = Files.copy(file, image.tmp().resolve(file.getFileName()));
            copy.toFile().setReadable(true, false);
        }
        List<String> arguments = new ArrayList<>(List.of("serve", "--tls-cert=/tmp/tls.crt", "--tls-key=/tmp/tls.key"));
        arguments.addAll(Contestant.listening());
        arguments.add("--config=/tmp/configuration.yaml");
        ProcessBuilder process = image.run(List.of("-XX:MaxRAM=" + MEMORY), arguments.toArray(String[]::new));
        List<String> command = new ArrayList<>(List.of("env", "-i", "KUBECONFIG=/tmp/kubeconfig"));
        process.environment().forEach((key, value) -> command.add(key + "=" + value));
        command.addAll(process.command());
        return new Contestant(Contestant.ADMISSION, command, true);
    }
}
