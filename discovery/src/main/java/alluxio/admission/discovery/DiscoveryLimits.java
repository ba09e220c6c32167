package alluxio.admission.discovery;

/** What bounds discovery, whatever others create in a namespace that is trusted. Beyond a limit of a namespace, nothing in it counts. */
public final class DiscoveryLimits {
    /** Workloads of Alluxio in one namespace: many more than any real one has. */
    public static final int WORKLOADS = 200;

    /** Steps to read the objects of one namespace; a usual Alluxio takes some thousand. */
    public static final long STEPS = 5_000_000;

    /** Masters in a list of addresses, and pods of a StatefulSet that count as masters. A longer list is not read. */
    public static final int MASTERS = 32;

    /** Host names in discovered host aliases. With more, none is taken. */
    public static final int HOST_NAMES = 256;

    /** Remarks about one Alluxio that are told. The first ones matter most. */
    public static final int REMARKS = 30;

    private DiscoveryLimits() {}
}
