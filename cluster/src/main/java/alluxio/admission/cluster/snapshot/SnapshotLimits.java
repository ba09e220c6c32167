package alluxio.admission.cluster.snapshot;

import java.time.Duration;

/** What bounds a snapshot, whatever others write into the cluster. */
public final class SnapshotLimits {
    /** Characters of an annotation's value in a snapshot. A longer one is left out; the longest of Kubernetes' own are shorter by far. */
    public static final int KEPT_ANNOTATION = 4096;

    /** Characters of a value of a ConfigMap in a snapshot. Of a longer one only its key is seen: Linux takes no longer variable. */
    public static final int KEPT_CONFIG_VALUE = 128 * 1024;

    /** Bytes of the summary of a pod outside the named namespaces. A longer one loses all labels but this project's, and its owners. */
    public static final int POD_SUMMARY = 4096;

    /** Bytes of a page of a list. A list with a longer page is read again by smaller pages. */
    public static final int PAGE_BYTES = 2 * 1024 * 1024;

    /** Lists that are read at the same time; each has one page in memory. */
    public static final int LISTS = 2;

    /** Percent of the heap that objects of snapshots may take. What does not fit is not seen, and the state says so. */
    public static final int HEAP_PERCENT = 35;

    /** Live reads of objects at the same time. Beyond it: not confirmed, at once. */
    public static final int LIVE_READS = 4;

    /** How long the answer of a live read is given again. */
    public static final Duration LIVE_READ_KEPT = Duration.ofSeconds(1);

    private SnapshotLimits() {}
}
