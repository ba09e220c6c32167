package alluxio.admission.manifest.yaml;

/**
 * A key that stands more than once in one mapping of YAML, of which kubectl takes the last value.
 *
 * @param line of the later one, from 1
 * @param column of the later one, from 1
 * @param earlier the line of the first one
 */
public record DuplicateKey(String key, int line, int column, int earlier) {

    /** What is wrong, without the place. */
    String problem() {
        return "the key \"" + key + "\" is there twice, first in line " + earlier;
    }

    /** For users: what counts, and what to do. */
    public String warning() {
        return problem() + "; this value counts, as for kubectl and Helm; delete the other one";
    }
}
