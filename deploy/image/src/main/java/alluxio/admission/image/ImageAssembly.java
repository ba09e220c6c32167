package alluxio.admission.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.Ports;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * Puts the layers on the base: what changes most is on top. Jib gives every file the same time, one second after the
 * epoch, and the owner root.
 */
final class ImageAssembly {
    private final BuildSettings settings;
    private final BaseImage base;
    private final Path runtime;
    private final List<Path> libraries;
    private final Path bom;

    /** @param runtime the folder of a Java runtime */
    ImageAssembly(BuildSettings settings, BaseImage base, Path runtime, List<Path> libraries, Path bom) {
        this.settings = settings;
        this.base = base;
        this.runtime = runtime;
        this.libraries = List.copyOf(libraries);
        this.bom = bom;
    }

    /** @param onTop more files, by their place in the image; empty for an image without a cache */
    JibContainer write(Path archive, Map<String, Path> onTop) throws IOException {
        JibContainerBuilder image = base.builder()
                .setPlatforms(Set.of(platform()))
                .addFileEntriesLayer(runtimeLayer())
                .addFileEntriesLayer(librariesLayer())
                .addFileEntriesLayer(files(
                        "application", Map.of(ImageLayout.JAR, settings.inputs().jar(), ImageLayout.BOM, bom)));
        if (!onTop.isEmpty()) {
            image.addFileEntriesLayer(files("cache", onTop));
        }
        image.setEntrypoint(ImageLayout.entrypoint())
                .setEnvironment(ImageLayout.environment())
                .setUser(ImageLayout.USER + ":" + ImageLayout.USER)
                .setExposedPorts(Ports.parse(List.of(
                        Integer.toString(ImageLayout.HTTPS_PORT), Integer.toString(ImageLayout.MANAGEMENT_PORT))))
                .setWorkingDirectory(AbsoluteUnixPath.get("/tmp"))
                .setCreationTime(settings.created())
                .setLabels(labels());
        return containerize(image, archive);
    }

    private JibContainer containerize(JibContainerBuilder image, Path archive) throws IOException {
        try {
            Path caches = settings.target().resolve("jib");
            return image.containerize(
                    Containerizer.to(TarImage.at(archive).named(settings.image().reference()))
                            .setBaseImageLayersCache(caches.resolve("base"))
                            .setApplicationLayersCache(caches.resolve("application"))
                            .setToolName("alluxio-admission"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException("Interrupted while writing the image", e);
        } catch (ExecutionException e) {
            throw new ImageException("Cannot write the image: " + e.getCause(), e);
        } catch (InvalidImageReferenceException e) {
            throw new ImageException(
                    "image.name is " + settings.image().repository() + ", which is not the name of an image", e);
        } catch (com.google.cloud.tools.jib.api.RegistryException
                | com.google.cloud.tools.jib.api.CacheDirectoryCreationException e) {
            throw new ImageException("Cannot write the image: " + e.getMessage(), e);
        }
    }

    private FileEntriesLayer runtimeLayer() throws IOException {
        return FileEntriesLayer.builder()
                .setName("runtime")
                .addEntryRecursive(
                        runtime,
                        AbsoluteUnixPath.get(ImageLayout.RUNTIME),
                        (source, place) -> Files.isDirectory(source) || Files.isExecutable(source)
                                ? FilePermissions.fromOctalString("755")
                                : FilePermissions.fromOctalString("644"))
                .build();
    }

    private FileEntriesLayer librariesLayer() {
        Map<String, Path> files = new TreeMap<>();
        libraries.forEach(jar -> files.put(ImageLayout.LIBRARIES + "/" + jar.getFileName(), jar));
        return files("libraries", files);
    }

    private static FileEntriesLayer files(String name, Map<String, Path> files) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        new TreeMap<>(files).forEach((place, source) -> layer.addEntry(source, AbsoluteUnixPath.get(place)));
        return layer.build();
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>(Map.of(
                "org.opencontainers.image.title", "alluxio-admission",
                "org.opencontainers.image.description", "Kubernetes admission webhook and injector for Alluxio",
                "org.opencontainers.image.version", settings.image().version(),
                "org.opencontainers.image.licenses", "Apache-2.0"));
        base.name().ifPresent(name -> labels.put("org.opencontainers.image.base.name", name));
        return labels;
    }

    private static Platform platform() {
        String architecture = System.getProperty("os.arch");
        return new Platform(architecture.equals("aarch64") ? "arm64" : architecture, "linux");
    }
}
