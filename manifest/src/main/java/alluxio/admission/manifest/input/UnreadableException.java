package alluxio.admission.manifest.input;

import java.util.List;

/** Input that cannot be read. Each line is for the user: what, where and why. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    /** With one line, whatever it quotes. */
    public UnreadableException(String line) {
        this(List.of(line));
    }

    public UnreadableException(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }
}
