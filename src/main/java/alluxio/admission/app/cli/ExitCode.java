package alluxio.admission.app.cli;

/** The exit codes of every command. Scripts rely on them. */
final class ExitCode {
    static final int OK = 0;
    /** Something was refused, as the webhook would refuse it. */
    static final int REFUSED = 1;
    /** Wrong usage, or input that cannot be read. Takes precedence over {@link #REFUSED}. */
    static final int USAGE = 2;
    /** The cluster could not be reached. */
    static final int UNREACHABLE = 3;
    /** A bug in alluxio-admission. No code that scripts know, so that it is not taken for a verdict. */
    static final int BUG = 70;

    private ExitCode() {}
}
