import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes build.properties of the application: what is given as key=value, and the git revision of the checkout, with -dirty
 * when a tracked file has changed. By the git program itself, which knows worktrees. Without it, or outside a checkout, the
 * revision is "unknown". Run by the build: java BuildProperties.java CHECKOUT FILE [KEY=VALUE…]
 */
void main(String[] arguments) throws IOException, InterruptedException {
    Path checkout = Path.of(arguments[0]);
    StringBuilder text = new StringBuilder();
    for (String property : List.of(arguments).subList(2, arguments.length)) {
        text.append(property).append('\n');
    }
    text.append("revision=").append(revision(checkout)).append('\n');
    Path file = Path.of(arguments[1]);
    Files.createDirectories(file.getParent());
    // A file that did not change keeps its time, so that nothing is packaged again for it.
    if (!Files.exists(file) || !Files.readString(file).contentEquals(text)) {
        Files.writeString(file, text);
    }
}

String revision(Path checkout) throws IOException, InterruptedException {
    // Not that of a repository which this folder is in by chance.
    if (!Files.exists(checkout.resolve(".git"))) {
        return "unknown";
    }
    Process git;
    try {
        git = new ProcessBuilder(
                        "git", "-c", "safe.directory=" + checkout, "-C", checkout.toString(),
                        "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    } catch (IOException e) {
        return "unknown"; // There is no git.
    }
    String revision = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return git.waitFor(1, TimeUnit.MINUTES) && git.exitValue() == 0 ? revision : "unknown";
}
