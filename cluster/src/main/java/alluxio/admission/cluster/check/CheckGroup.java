package alluxio.admission.cluster.check;

/** A part of what is checked, in the order of the output. */
public enum CheckGroup {
    BEFORE_INSTALLATION("before the installation"),
    INSTALLATION("installation"),
    CONFIGURATION("configuration"),
    ALLUXIO("Alluxio"),
    CLIENTS("clients"),
    SHORT_CIRCUIT("short circuit"),
    FUSE("FUSE"),
    POLICY("policy");

    private final String title;

    CheckGroup(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
