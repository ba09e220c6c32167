package alluxio.admission.image;

import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.Sha256;
import alluxio.admission.testcluster.image.UnpackedImage;
import com.google.cloud.tools.jib.api.JibContainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Builds the image, step by step. */
final class ImageBuild {
    private final BuildSettings settings;
    private final PrintStream out;
    private final Path work;

    ImageBuild(BuildSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.work = settings.target().resolve("work");
    }

    void run() throws IOException {
        Folders.delete(work);
        Files.createDirectories(work);
        List<Path> libraries = libraries();
        List<Path> jars = new ArrayList<>(libraries);
        jars.add(jar());
        say("Java runtime, of " + settings.inputs().jdk());
        JavaRuntime.check(settings.inputs().jdk(), jars);
        Path runtime = work.resolve("runtime");
        JavaRuntime.make(settings.inputs().jdk(), runtime);
        BaseImage base = BaseImage.of(settings, Files.createDirectories(work.resolve("base")));
        say("Base: " + base.name().orElse("Debian packages of this machine"));
        ImageAssembly assembly = new ImageAssembly(settings, base, runtime, libraries, bom(base, libraries));
        Path draft = work.resolve("draft.tar");
        assembly.write(draft, Map.of());
        Path cache =
                training(UnpackedImage.from(draft, work.resolve("untrained"))).train();
        JibContainer image = assembly.write(settings.archive(), Map.of(ImageLayout.CACHE, cache));
        training(UnpackedImage.from(settings.archive(), work.resolve("whole"))).check();
        writeChecksum();
        say(settings.image().reference() + " " + image.getDigest() + ", " + Files.size(settings.archive()) / 1_000_000
                + " MB: " + settings.archive());
    }

    private Path bom(BaseImage base, List<Path> libraries) throws IOException {
        BillOfMaterials bom = BillOfMaterials.read(settings.inputs().bom());
        bom.restrictTo(libraries);
        for (Path library : libraries) {
            bom.removeOtherHashes(library);
        }
        bom.addRuntime(settings.inputs().jdk());
        if (base instanceof BaseImage.Debian) {
            bom.addDebianPackages(JavaBaseImage.PACKAGES);
        }
        return bom.write(settings.target().resolve("sbom.json"));
    }

    private CacheTraining training(UnpackedImage image) throws IOException {
        Sandbox sandbox = Sandbox.of(image.root(), image.tmp());
        say("The server runs " + sandbox.isolation());
        return new CacheTraining(
                sandbox,
                settings.inputs().jdk(),
                TrainingReviews.of(jar(), settings.inputs().examples()),
                work);
    }

    /** What the application's jar names: a jar of an earlier build that is still in the folder is not among them. */
    private List<Path> libraries() throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            Path unsigned = Files.createDirectories(work.resolve("unsigned"));
            return Stream.of(classPath.split(" "))
                    .map(entry -> settings.inputs().application().resolve(entry))
                    .map(library -> UnsignedJar.isSigned(library) ? UnsignedJar.copy(library, unsigned) : library)
                    .sorted(Comparator.comparing(
                            library -> library.getFileName().toString()))
                    .toList();
        }
    }

    private Path jar() {
        return settings.inputs().jar();
    }

    /** For {@code sha256sum --check}, beside the archive. */
    private void writeChecksum() throws IOException {
        Path archive = settings.archive();
        Files.writeString(
                archive.resolveSibling(archive.getFileName() + ".sha256"),
                Sha256.of(archive) + "  " + archive.getFileName() + "\n");
    }

    private void say(String line) {
        out.println("[image] " + line);
    }
}
