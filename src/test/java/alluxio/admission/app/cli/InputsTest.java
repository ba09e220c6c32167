package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.input.InputLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are none to read: each command says so in one line, with exit code 2. */
@DisplayName("An input that cannot be read")
class InputsTest {
    private static final String POD =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec: {containers: [{name: app}]}\n";

    @TempDir
    private Path folder = Path.of("");

    private static Stream<List<String>> commands() {
        return Stream.of(
                List.of("inject", "-f"),
                List.of("uninject", "-f"),
                List.of("validate", "-f"),
                List.of("explain", "-f"),
                List.of("profile", "--config"),
                List.of("serve", "--self-signed", "target/unused", "--config"),
                List.of("serve", "--tls-cert", "missing.pem", "--tls-key"),
                List.of("serve", "--tls-key", "missing.pem", "--tls-cert"),
                List.of("unregister", "--mutating-webhook-configuration", "x", "--kubeconfig"));
    }

    private static void assertOneLine(List<String> command, String file, String reason) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add(file);
        Run run = Run.of(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(arguments + run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .as(arguments::toString)
                .singleElement()
                .asString()
                .contains(reason);
    }

    @Test
    @DisplayName("a device, a socket or a pipe by its name is never opened")
    void notRegular() throws Exception {
        Path pipe = folder.resolve("pipe.yaml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path socket = Path.of("/tmp")
                .resolve("alluxio-admission-" + ProcessHandle.current().pid() + ".sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            for (List<String> command : commands().toList()) {
                boolean tls = command.contains("missing.pem");
                String reason = tls ? "missing.pem" : "is a pipe, a socket or a device";
                assertOneLine(command, "/dev/zero", reason);
                assertOneLine(command, pipe.toString(), reason);
                assertOneLine(command, socket.toString(), reason);
            }
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    @Test
    @DisplayName("TLS files, too")
    void tlsFiles() {
        assertOneLine(
                List.of("serve", "--tls-cert", "/dev/zero", "--tls-key"),
                "/dev/zero",
                "serve: cannot read certificate /dev/zero and key /dev/zero: /dev/zero: is a pipe, a socket or a device");
    }

    @Test
    @DisplayName("a file of 100 MB is not read")
    void large() throws IOException {
        Path large = folder.resolve("large.yaml");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(100_000_000);
        }
        for (List<String> command : commands().toList()) {
            boolean tls = command.contains("missing.pem");
            assertOneLine(command, large.toString(), tls ? "missing.pem" : " MiB, the most that is read of it; ");
        }
        assertOneLine(
                List.of("serve", "--tls-cert", large.toString(), "--tls-key"), large.toString(), "larger than 1 MiB");
        assertOneLine(List.of("validate", "-f"), folder.toString(), "large.yaml: is larger than 64 MiB");
    }

    @Test
    @DisplayName("standard input is read to the limit and not further")
    void endlessStream() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                Arrays.fill(bytes, from, from + length, (byte) ' ');
                return length;
            }
        };
        for (String command : List.of("inject", "validate")) {
            Run run = Run.with(endless, command, "-f", "-");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .isEqualTo("-: is larger than 64 MiB, the most that is read of it; split it into several files\n");
        }
    }

    @Test
    @DisplayName("a file at the limit is read; all files together have a limit, too")
    void atTheLimits() throws IOException {
        Path whole = folder.resolve("a.yaml");
        Files.writeString(whole, POD + "#".repeat(InputLimit.MANIFESTS.bytes() - POD.length() - 1) + "\n");
        assertThat(Files.size(whole)).isEqualTo(InputLimit.MANIFESTS.bytes());
        String file = whole.toString();
        Run three = Run.of("inject", "-f", file, "-f", file, "-f", file);
        assertThat(three.exitCode()).isEqualTo(2);
        assertThat(three.err().lines())
                .singleElement()
                .asString()
                .endsWith(
                        "a.yaml: with it, the inputs together are larger than 128 MiB, the most that is read; give fewer "
                                + "files at a time");
        Files.writeString(whole, "#", java.nio.file.StandardOpenOption.APPEND);
        assertOneLine(List.of("inject", "-f"), file, "is larger than 64 MiB");
    }

    @Test
    @DisplayName("links in a circle are an error by name, and pass in a folder")
    void circles() throws IOException {
        Path circle = Files.createSymbolicLink(folder.resolve("circle.yaml"), Path.of("circle.yaml"));
        for (List<String> command :
                commands().filter(c -> !c.contains("missing.pem")).toList()) {
            assertOneLine(command, circle.toString(), "circle.yaml: cannot be read: Too many levels of symbolic links");
        }
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("again"), tree);
        Files.writeString(tree.resolve("pod.yaml"), POD);
        Run run = Run.of("validate", "-R", "-f", tree.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("1 object");
    }
}
