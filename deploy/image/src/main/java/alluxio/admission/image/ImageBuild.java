package alluxio.admission.image;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Folders;
import com.google.cloud.tools.jib.api.JibContainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The steps, in their order. */
final class ImageBuild {
    /** For try --cluster only, which needs a checkout and Go anyway. */
    private static final String TESTCLUSTER = "testcluster-";

    private final Settings settings;
    private final PrintStream out;
    private final Path work;

    ImageBuild(Settings settings, PrintStream out) {
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
        say("Java runtime, of " + settings.jdk());
        JavaRuntime.check(settings.jdk(), jars);
        Path runtime = work.resolve("runtime");
        JavaRuntime.make(settings.jdk(), runtime);
        Base base = Base.of(settings, Files.createDirectories(work.resolve("base")));
        say("Base: " + base.name().orElse("Debian packages of this machine"));
        ImageBuilder builder = new ImageBuilder(settings, base, runtime, libraries, bom(base, libraries));
        Path draft = work.resolve("draft.tar");
        builder.write(draft, Map.of());
        Path root = work.resolve("root");
        RootFileSystem.unpack(draft, root);
        CacheTraining training = training(root);
        Path cache = training.train();
        JibContainer image = builder.write(settings.archive(), Map.of(Layout.CACHE, cache));
        Path whole = work.resolve("whole");
        RootFileSystem.unpack(settings.archive(), whole);
        training(whole).check();
        writeChecksum();
        say(settings.reference() + " " + image.getDigest() + ", " + Files.size(settings.archive()) / 1_000_000 + " MB");
    }

    private Path bom(Base base, List<Path> libraries) throws IOException {
        BillOfMaterials bom = BillOfMaterials.read(settings.bom());
        bom.restrictTo(libraries);
        bom.addRuntime(settings.jdk());
        if (base instanceof Base.Debian) {
            bom.addDebianPackages(DebianBase.PACKAGES);
        }
        return bom.write(settings.target().resolve("sbom.json"));
    }

    private CacheTraining training(Path root) throws IOException {
        Path tmp = Files.createDirectories(root.resolveSibling(root.getFileName() + "-tmp"));
        Command.run(List.of("chmod", "1777", tmp.toString()));
        Sandbox sandbox = Sandbox.of(root, tmp);
        say("The server runs " + sandbox.kind());
        return new CacheTraining(sandbox, settings.jdk(), Reviews.of(jar(), settings.examples()), work);
    }

    /** What the application's jar names: a jar of an earlier build that is still in the folder is not among them. */
    private List<Path> libraries() throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Stream.of(classPath.split(" "))
                    .map(entry -> settings.application().resolve(entry))
                    .filter(library -> !library.getFileName().toString().startsWith(TESTCLUSTER))
                    .sorted()
                    .toList();
        }
    }

    private Path jar() {
        return settings.application().resolve("alluxio-admission.jar");
    }

    /** For {@code sha256sum --check}, beside the archive. */
    private void writeChecksum() throws IOException {
        Path archive = settings.archive();
        Files.writeString(
                archive.resolveSibling(archive.getFileName() + ".sha256"),
                Checksum.sha256(archive) + "  " + archive.getFileName() + "\n");
    }

    private void say(String line) {
        out.println("[image] " + line);
    }
}
