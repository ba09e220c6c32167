package alluxio.admission.manifest.input;

/** Receives the progress of a long operation. */
@FunctionalInterface
public interface Progress {

    /** Ignores it. */
    Progress NONE = (_, _, _) -> {};

    /**
     * Cheap enough for every object of an input.
     *
     * @param work in a word or two, such as {@code deciding}
     * @param done so far
     * @param total 0 when it is not known
     */
    void at(String work, long done, long total);
}
