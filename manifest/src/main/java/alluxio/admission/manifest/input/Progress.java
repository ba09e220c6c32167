package alluxio.admission.manifest.input;

/** Is told how far a long piece of work is. */
@FunctionalInterface
public interface Progress {

    /** Where no person waits. */
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
