package alluxio.admission.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is to be built.
 *
 * @param target where the image, and all that is needed on the way to it, goes
 * @param base a base image by its digest; without one, the base is made of Debian packages
 */
record BuildSettings(Inputs inputs, ImageName image, Instant created, Optional<String> base, Path target) {

    /**
     * What goes into the image, or is needed to make it.
     *
     * @param application folder with {@code alluxio-admission.jar} and {@code lib}
     * @param jdk whose runtime goes into the image
     * @param examples manifests of an Alluxio, to be judged in training
     * @param bom of the application's libraries, CycloneDX
     */
    record Inputs(Path application, Path jdk, Path examples, Path bom) {
        Path jar() {
            return application.resolve("alluxio-admission.jar");
        }
    }

    /** @param version of the application, and the image's tag */
    record ImageName(String repository, String version) {
        String reference() {
            return repository + ":" + version;
        }
    }

    private static final String SNAPSHOT = "-SNAPSHOT";

    /** @param arguments each {@code key=value} */
    static BuildSettings parse(Path jdk, String... arguments) {
        Map<String, String> values = Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length < 2 ? "" : pair[1]));
        String version = required(values, "version");
        return new BuildSettings(
                new Inputs(
                        Path.of(required(values, "application")).toAbsolutePath(),
                        jdk,
                        Path.of(required(values, "examples")).toAbsolutePath(),
                        Path.of(required(values, "bom")).toAbsolutePath()),
                new ImageName(
                        required(values, "name"),
                        version.endsWith(SNAPSHOT)
                                ? version.substring(0, version.length() - SNAPSHOT.length())
                                : version),
                Instant.parse(required(values, "created")),
                Optional.ofNullable(values.get("base")).filter(base -> !base.isBlank()),
                Path.of(required(values, "target")).toAbsolutePath());
    }

    Path archive() {
        return target.resolve("alluxio-admission-image.tar");
    }

    private static String required(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null || value.isBlank()) {
            throw new ImageException("The argument " + key + "=… is missing");
        }
        return value;
    }
}
