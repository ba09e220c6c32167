package alluxio.admission.image;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The image below the application's layers. */
sealed interface BaseImage {

    /** A fresh builder on top of it. */
    JibContainerBuilder builder();

    /** The name of the base in the image's labels; empty for one that is made here. */
    Optional<String> name();

    /** For a release: an image that is always the same. */
    record Named(ImageReference image) implements BaseImage {
        @Override
        public JibContainerBuilder builder() {
            return Jib.from(RegistryImage.named(image));
        }

        @Override
        public Optional<String> name() {
            return Optional.of(image.toString());
        }
    }

    /** For development: made of packages of this machine. */
    record Debian(Path archive) implements BaseImage {
        @Override
        public JibContainerBuilder builder() {
            return Jib.from(TarImage.at(archive));
        }

        @Override
        public Optional<String> name() {
            return Optional.empty();
        }
    }

    /** @param folder for the files of one that is made here */
    static BaseImage of(BuildSettings settings, Path folder) throws IOException {
        return settings.base().isPresent() ? named(settings.base().get()) : new Debian(JavaBaseImage.make(folder));
    }

    /** Only by digest: a tag may be another image tomorrow. */
    static BaseImage named(String reference) {
        try {
            ImageReference image = ImageReference.parse(reference);
            if (image.getDigest().isEmpty()) {
                throw new ImageException("image.base is " + reference
                        + ": a tag, which may mean another image tomorrow. Name the base by its digest: "
                        + "repository@sha256:…");
            }
            return new Named(image);
        } catch (InvalidImageReferenceException e) {
            throw new ImageException("image.base is " + reference + ", which is not the name of an image", e);
        }
    }
}
