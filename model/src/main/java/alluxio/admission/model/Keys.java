package alluxio.admission.model;

import java.util.List;
import java.util.stream.Stream;

/** The labels and annotations that this product reads and writes. They are a contract with users and never change. */
public final class Keys {
    /** The prefix of all of them. */
    public static final String PREFIX = "alluxio.io/";

    /**
     * Label of a pod or a namespace: {@code "true"} or {@code "false"}; the pod's wins. As an annotation of a pod, only
     * {@code "false"}: it opts out a pod whose labels cannot be set.
     */
    public static final String INJECT = PREFIX + "inject";

    /** Annotation of a pod: the profile of the Alluxio cluster to use, where there are several. */
    public static final String PROFILE = PREFIX + "profile";

    /** Annotation of a pod: comma list of {@link Feature} names; empty: none. */
    public static final String FEATURES = PREFIX + "features";

    /** Annotation of a pod: comma list of container names; default: all but mesh and agent sidecars. */
    public static final String CONTAINERS = PREFIX + "containers";

    /** Annotation of a pod: comma list of container names that are left alone. */
    public static final String EXCLUDE_CONTAINERS = PREFIX + "exclude-containers";

    /** Annotation of a pod: {@code env}, {@code file} or {@code none}. */
    public static final String CLIENT_OPTIONS = PREFIX + "client-options";

    /** Annotation of a pod: {@code host} or {@code sidecar}. */
    public static final String FUSE_MODE = PREFIX + "fuse-mode";

    /** Annotation of a pod: absolute path where the parent of the FUSE mount point is mounted. */
    public static final String FUSE_PATH = PREFIX + "fuse-path";

    /** Annotation of a pod: {@code auto}, {@code required} or {@code none}. */
    public static final String SCHEDULING = PREFIX + "scheduling";

    /** Annotation written by the webhook: what was done, as compact JSON. */
    public static final String STATUS = PREFIX + "status";

    /** Annotation written by the webhook: the source of the client's properties file. */
    public static final String CLIENT_PROPERTIES = PREFIX + "client-properties";

    /** Annotation of Alluxio's own objects: {@code "true"} where a master may format its journal when it starts. */
    public static final String ALLOW_FORMAT = PREFIX + "allow-format";

    /** Annotation of a claim or a StatefulSet: {@code "true"} where a journal may be deleted. */
    public static final String ALLOW_DELETE = PREFIX + "allow-delete";

    /** The labels that a pod may carry. */
    public static final List<String> POD_LABELS = List.of(INJECT);

    /** The annotations that a user may set on a pod. */
    public static final List<String> POD_ANNOTATIONS = List.of(
            PROFILE, FEATURES, CONTAINERS, EXCLUDE_CONTAINERS, CLIENT_OPTIONS, FUSE_MODE, FUSE_PATH, SCHEDULING);

    /** The annotations of Alluxio's own objects that rules read; pods made of such a template carry them, too. */
    public static final List<String> OWN_ANNOTATIONS = List.of(ALLOW_FORMAT, ALLOW_DELETE);

    /** The annotations that only the webhook writes; a user's copy is no error. */
    public static final List<String> WRITTEN_ANNOTATIONS = List.of(STATUS, CLIENT_PROPERTIES);

    /** All keys of this product, wherever they stand. */
    public static final List<String> ALL = Stream.of(POD_LABELS, POD_ANNOTATIONS, OWN_ANNOTATIONS, WRITTEN_ANNOTATIONS)
            .flatMap(List::stream)
            .toList();

    private Keys() {}
}
