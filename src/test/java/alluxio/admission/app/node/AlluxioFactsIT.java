package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.node.AlluxioImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What the rules say of Alluxio's processes, with real ones: those that a rule says to end do, with the message that its doc
 * comment names, and the near misses beside them start. Their variables are those of the rules' own examples. Needs root, and
 * no node.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A process of Alluxio 2.9.6")
class AlluxioFactsIT {
    private static final int AT_ONCE = 3;
    private static final int FATAL = 255;
    private static final int UNCAUGHT = 1;
    private static final long SMALL = 512L << 20;

    private static final String MASTER_STARTED = "AlluxioMasterProcess - Primary started";
    private static final String WORKER_STARTED = "AlluxioWorkerProcess - Alluxio worker started";
    private static final String EMBEDDED =
            "-Dalluxio.master.journal.type=EMBEDDED -Dalluxio.master.journal.folder=/journal";

    /** The default of the official image, which its own {@code bin/alluxio} makes of {@code ALLUXIO_RAM_FOLDER}. */
    private static final String IN_SHM = "-Dalluxio.worker.tieredstore.level0.dirs.path=/dev/shm";

    private static final List<String> DIRECTORIES =
            List.of("journal", "opt/alluxio/logs", "opt/alluxio/metastore", "opt/alluxio/underFSStorage");

    private final ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
    private Path folder;
    private AlluxioProcess.Image image;
    private AlluxioProcess master;

    @BeforeAll
    void unpack() throws IOException {
        folder = Files.createTempDirectory("alluxio-facts-");
        Path root = Files.createDirectory(folder.resolve("root"));
        AlluxioImages.unpack(Path.of(System.getProperty("project.root", "."), "testcluster/images"), root);
        for (String directory : DIRECTORIES) {
            Files.createDirectories(root.resolve(directory));
        }
        Files.createFile(root.resolve("etc/hosts"));
        image = new AlluxioProcess.Image(root, Manifests.write(folder, "alluxio-process.sh", Map.of()), folder);
        master = image.start(AlluxioStart.example("address-list/passes", 0), SMALL);
    }

    @AfterAll
    void delete() throws IOException {
        executor.close();
        master.close();
        Folders.delete(folder);
    }

    @TestFactory
    List<DynamicTest> facts() {
        return List.of(
                ends("journal-volume/fails-uri-file", "journal path must exist"),
                ends("journal-volume/fails-uri-on-volume", "journal path must exist"),
                starts(
                        AlluxioStart.example("journal-volume/passes-uri-ufs", 0).formatted(),
                        "journal-volume/passes-uri-ufs"),
                ends("address-list/fails", "Invalid InetSocketAddress alluxio-master-0"),
                ends("address-list/fails-ipv6", "Invalid InetSocketAddress [fd00::10]:19200"),
                ends("address-list/fails-second", "Invalid InetSocketAddress fd00::11"),
                ends("address-list/fails-port", "port out of range:192000"),
                ends("address-list/fails-port-name", "For input string: \"rpc\""),
                ends("address-list/fails-none", "must contain the local master address"),
                ends("address-list/fails-job", "Failed to parse host:port: alluxio-master-0"),
                fact("address-list/passes starts: an empty item is skipped", () -> master.awaitLog(MASTER_STARTED)),
                fact("address-list/fails-worker ends", () -> {
                    try (var worker = image.start(AlluxioStart.example("address-list/fails-worker", 0), SMALL)) {
                        assertEnds(worker, UNCAUGHT, "Failed to parse host:port: alluxio-master-0:19998;");
                    }
                }),
                fact("journal-addresses/fails-short ends, as pod 3", () -> {
                    try (var fourth = image.start(AlluxioStart.example("journal-addresses/fails-short", 3), SMALL)) {
                        assertEnds(fourth, FATAL, "must contain the local master address");
                    }
                }),
                starts(AlluxioStart.example("journal-addresses/fails", 0), "journal-addresses/fails"),
                endsWithOptions(
                        EMBEDDED + " -Dalluxio.master.mount.table.root.ufs=hdfs://{}:{}/{}",
                        "Incomplete HDFS URI, no host"),
                endsWithOptions(
                        "-Dalluxio.master.journal.type=UFS -Dalluxio.master.journal.folder=hdfs://{}:{}/journal",
                        "Illegal character in authority"),
                fact("root-ufs-journal/fails starts, and lets users remove its journal", this::removesJournal),
                fact("root-ufs-journal/fails loses a user's file when its journal is formatted", () -> {
                    AlluxioStart format = AlluxioStart.example("root-ufs-journal/fails", 0)
                            .shell("touch /journal/of-a-user && /opt/alluxio/bin/alluxio formatJournal && ls /journal");
                    try (var process = image.start(format, SMALL)) {
                        assertThat(process.exitCode()).as(process.log()).isZero();
                        assertThat(process.log()).doesNotContain("of-a-user");
                    }
                }),
                fact("tier-size/fails-memory ends", () -> {
                    try (var worker = worker("tier-size/fails-memory", 30100, IN_SHM)) {
                        assertEnds(worker, FATAL, "tmpfs is smaller than the configured size");
                    }
                }),
                workerStarts("tier-size/fails-ssd", 30110, IN_SHM, "medium=SSD"),
                workerStarts("tier-size/fails-below-mount", 30120, "", "path=/dev/shm/alluxio/"),
                workerStarts(
                        "tier-size/fails-no-mount", 30130, "", "Unable to initialize storage directory at /mnt/ssd"));
    }

    private DynamicTest ends(String example, String message) {
        return fact(example + " ends", () -> {
            try (var process = image.start(AlluxioStart.example(example, 0), SMALL)) {
                assertEnds(process, FATAL, message);
            }
        });
    }

    /** What is left of the official template when a shell has expanded its variables, such as {@code {$hostname}}. */
    private DynamicTest endsWithOptions(String options, String message) {
        return fact(options + " ends", () -> {
            try (var process = image.start(AlluxioStart.master(options), SMALL)) {
                assertEnds(process, FATAL, message);
            }
        });
    }

    private DynamicTest starts(AlluxioStart start, String example) {
        return fact(example + " starts", () -> {
            try (var process = image.start(start, SMALL)) {
                process.awaitLog(MASTER_STARTED);
            }
        });
    }

    private DynamicTest workerStarts(String example, int port, String options, String message) {
        return fact(example + " starts", () -> {
            try (var worker = worker(example, port, options)) {
                worker.awaitLog(WORKER_STARTED);
                assertThat(worker.log()).contains(message);
            }
        });
    }

    /** A worker asks its master for properties before it opens its tiers. */
    private AlluxioProcess worker(String example, int port, String options) {
        master.awaitLog(MASTER_STARTED);
        String ports = " -Dalluxio.worker.rpc.port=" + port + " -Dalluxio.worker.web.port=" + (port + 1);
        return image.startBeside(master, AlluxioStart.example(example, 0).with(options + ports), SMALL);
    }

    private static void assertEnds(AlluxioProcess process, int code, String message) {
        assertThat(process.exitCode()).as(process.log()).isEqualTo(code);
        assertThat(process.log()).contains(message);
    }

    private void removesJournal() {
        AlluxioStart start = AlluxioStart.example("root-ufs-journal/fails", 0);
        try (var process = image.start(start, SMALL)) {
            process.awaitLog(MASTER_STARTED);
            assertThat(process.run(Map.of(), "/bin/ls", "/journal")).contains("raft");
            String command = "/opt/alluxio/bin/alluxio";
            assertThat(process.run(start.environment(), command, "fs", "ls", "/"))
                    .contains("/raft");
            process.run(start.environment(), command, "fs", "rm", "-R", "-U", "/raft");
            assertThat(process.run(Map.of(), "/bin/ls", "/journal")).doesNotContain("raft");
        }
    }

    /** Starts at once, with the others, and is told when its turn comes. */
    private DynamicTest fact(String name, Runnable check) {
        Future<?> result = executor.submit(check);
        return dynamicTest(name, result::get);
    }
}
