package alluxio.admission.cluster.check;

/** Numbers with their noun. */
public final class Counted {
    private Counted() {}

    /** {@code 1 pod}, {@code 2 pods}. */
    public static String of(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
