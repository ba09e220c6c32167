import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the format of all sources when Maven itself runs on a Java that is older than the sources: the formatter parses with
 * the compiler of its own JVM. So this, which the build starts on the toolchain's JDK, starts Maven once more on that JDK, for
 * nothing but the check. Run by the build: java CheckFormat.java MAVEN-HOME CHECKOUT offline=BOOLEAN
 */
void main(String[] arguments) throws IOException, InterruptedException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> command = new ArrayList<>();
    command.add(Path.of(arguments[0], "bin", windows ? "mvn.cmd" : "mvn").toString());
    command.addAll(List.of("-B", "-q", "-ntp", "spotless:check"));
    if (arguments[2].equals("offline=true")) {
        command.add("--offline");
    }
    ProcessBuilder maven = new ProcessBuilder(command).directory(Path.of(arguments[1]).toFile()).inheritIO();
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    System.exit(maven.start().waitFor());
}
