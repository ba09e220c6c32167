package alluxio.admission.webhook.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.KeyMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCertificateSourceTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final CertificateAuthority authority =
            CertificateAuthority.create("ca", Duration.ofDays(1), InstantSource.system());
    private final List<KeyMaterial> told = new ArrayList<>();

    @TempDir
    Path mount;

    private int version;

    @Test
    void aSecretThatTheKubeletReplacesIsServed() throws Exception {
        KeyMaterial first = newLeaf();
        replaceAsTheKubeletDoes(first.chainPem(), first.keyPem());
        try (FileCertificateSource source = open(NEVER)) {
            assertThat(source.current().leaf()).isEqualTo(first.leaf());
            source.poll();
            assertThat(told).isEmpty();

            KeyMaterial second = newLeaf();
            replaceAsTheKubeletDoes(second.chainPem(), second.keyPem());
            source.poll();

            assertThat(source.current().leaf()).isEqualTo(second.leaf());
            assertThat(told).extracting(KeyMaterial::leaf).containsExactly(second.leaf());
            assertThat(source.health())
                    .isEqualTo(new CertificateHealth(true, source.current().notAfter(), 1, 0, ""));
        }
    }

    @Test
    void aPairThatDoesNotFitKeepsTheOldOneAndIsCountedOnce() throws Exception {
        KeyMaterial first = newLeaf();
        replaceAsTheKubeletDoes(first.chainPem(), first.keyPem());
        try (FileCertificateSource source = open(NEVER)) {
            replaceAsTheKubeletDoes(newLeaf().chainPem(), first.keyPem());
            for (int i = 0; i < 3; i++) {
                source.poll();
            }

            assertThat(source.current().leaf()).isEqualTo(first.leaf());
            assertThat(told).isEmpty();
            assertThat(source.health())
                    .isEqualTo(new CertificateHealth(
                            true,
                            source.current().notAfter(),
                            0,
                            1,
                            "the key does not fit the certificate CN=localhost"));

            KeyMaterial third = newLeaf();
            replaceAsTheKubeletDoes(third.chainPem(), third.keyPem());
            source.poll();
            assertThat(source.current().leaf()).isEqualTo(third.leaf());
            assertThat(source.health().problem()).isEmpty();
        }
    }

    @Test
    void filesThatAreGoneForAWhileKeepTheOldOne() throws Exception {
        KeyMaterial first = newLeaf();
        replaceAsTheKubeletDoes(first.chainPem(), first.keyPem());
        try (FileCertificateSource source = open(NEVER)) {
            Path away = mount.resolve("away");
            Files.move(mount.resolve("..data"), away);
            source.poll();
            source.poll();
            assertThat(source.current().leaf()).isEqualTo(first.leaf());
            assertThat(source.health().failures()).isEqualTo(1);
            assertThat(source.health().problem()).startsWith("there is no file " + mount);

            Files.move(away, mount.resolve("..data"));
            source.poll();
            assertThat(source.health().problem()).isEmpty();
        }
    }

    @Test
    void theFilesArePolled() throws Exception {
        KeyMaterial first = newLeaf();
        replaceAsTheKubeletDoes(first.chainPem(), first.keyPem());
        try (FileCertificateSource source = open(Duration.ofMillis(20))) {
            // Many swaps under a fast poll: a mix of two pairs would be refused, and counted.
            for (int i = 0; i < 30; i++) {
                KeyMaterial next = newLeaf();
                replaceAsTheKubeletDoes(next.chainPem(), next.keyPem());
                long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                while (!source.current().leaf().equals(next.leaf())) {
                    assertThat(System.nanoTime()).as("it is never served").isLessThan(end);
                    Thread.sleep(2);
                }
            }
            assertThat(source.health().failures()).isZero();
        }
    }

    @Test
    void anUnusableFirstPairIsReportedWithBothPaths() throws Exception {
        assertThatThrownBy(() -> open(NEVER))
                .isInstanceOf(FileCertificateSource.CertificateUnusableException.class)
                .hasMessageStartingWith(
                        "cannot read certificate " + mount.resolve("tls.crt") + " and key " + mount.resolve("tls.key"));

        replaceAsTheKubeletDoes(newLeaf().chainPem(), newLeaf().keyPem());
        assertThatThrownBy(() -> open(NEVER))
                .isInstanceOf(FileCertificateSource.CertificateUnusableException.class)
                .hasMessage("cannot use certificate " + mount.resolve("tls.crt") + " with key "
                        + mount.resolve("tls.key") + ": the key does not fit the certificate CN=localhost");
    }

    private FileCertificateSource open(Duration poll) {
        FileCertificateSource source = FileCertificateSource.open(
                mount.resolve("tls.crt"), mount.resolve("tls.key"), Files::readAllBytes, poll, InstantSource.system());
        source.onChange(told::add);
        return source;
    }

    private KeyMaterial newLeaf() {
        return authority.issue(List.of("localhost"), Duration.ofHours(1));
    }

    /** A new directory with a time in its name; the link {@code ..data} turns to it at once; the old one goes. */
    private void replaceAsTheKubeletDoes(String chain, String key) throws IOException {
        Path data = mount.resolve("..data");
        Path old = Files.exists(data) ? data.toRealPath() : null;
        Path next = Files.createDirectory(mount.resolve("..2026_" + version++));
        Files.write(next.resolve("tls.crt"), chain.getBytes(US_ASCII));
        Files.write(next.resolve("tls.key"), key.getBytes(US_ASCII));
        Path draft = Files.createSymbolicLink(mount.resolve("..data_tmp"), next.getFileName());
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (String file : List.of("tls.crt", "tls.key")) {
            if (!Files.isSymbolicLink(mount.resolve(file))) {
                Files.createSymbolicLink(mount.resolve(file), Path.of("..data", file));
            }
        }
        if (old != null) {
            Files.delete(old.resolve("tls.crt"));
            Files.delete(old.resolve("tls.key"));
            Files.delete(old);
        }
    }
}
