package alluxio.admission.app.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A kube-apiserver in a process of its own. The module that builds and starts one is for tests: it is not on the
 * application's class path, and not in the container image. bin/alluxio-admission says where it is.
 *
 * @param kubeconfig of a user who may do everything
 * @param summary of the API server, one line for people
 */
record ApiServerProcess(Process process, Path kubeconfig, String summary) implements AutoCloseable {
    /** The system property with the class path of the module testcluster. */
    static final String CLASS_PATH = "alluxio.admission.testcluster";

    private static final String MAIN = "alluxio.admission.testcluster.ApiServerMain";
    private static final String SUMMARY = "summary ";
    private static final String KUBECONFIG = "kubeconfig ";

    /**
     * Starts it and waits until it is ready: seconds, or minutes when it has to be built first.
     *
     * @throws ClusterUnavailableException when no API server can be had here
     */
    static ApiServerProcess start() {
        String classPath = System.getProperty(CLASS_PATH, "");
        if (classPath.isEmpty()) {
            throw new ClusterUnavailableException(
                    "try --cluster builds an API server with Go, which the container image cannot: use "
                            + "bin/alluxio-admission of a checkout, or try without --cluster");
        }
        try {
            return ready(new ProcessBuilder(command(classPath))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new ClusterUnavailableException("the API server does not start: " + e.getMessage(), e);
        }
    }

    private static List<String> command(String classPath) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback-command.xml",
                "-cp",
                classPath,
                MAIN);
    }

    private static ApiServerProcess ready(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        String summary = "";
        List<String> others = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(KUBECONFIG)) {
                return new ApiServerProcess(process, Path.of(line.substring(KUBECONFIG.length())), summary);
            }
            if (line.startsWith(SUMMARY)) {
                summary = line.substring(SUMMARY.length());
            } else {
                others.add(line);
            }
        }
        throw new ClusterUnavailableException(
                others.isEmpty() ? "the API server's process ended without a word" : String.join("\n", others));
    }

    /** Ends it, and waits until its data are gone. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
