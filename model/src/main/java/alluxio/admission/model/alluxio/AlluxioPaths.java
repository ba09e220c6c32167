package alluxio.admission.model.alluxio;

import java.util.List;

/** Where things are in Alluxio's images and in the official charts. Source: Dockerfile, entrypoint.sh and values.yaml of 2.x. */
public final class AlluxioPaths {
    /** The installation in every image, and the default of {@code alluxio.home} and {@code alluxio.work.dir}. */
    public static final String HOME = "/opt/alluxio";

    public static final String CONF = HOME + "/conf";

    /** The shell script that {@code entrypoint.sh} writes variables to and every start script reads. */
    public static final String ENV_SCRIPT = CONF + "/alluxio-env.sh";

    /** The folder that every Alluxio client looks into after its own home. */
    public static final String ETC = "/etc/alluxio";

    public static final String SITE_PROPERTIES = "alluxio-site.properties";

    /**
     * The folders in which {@link #SITE_PROPERTIES} is looked for, in order: the first file wins whole. Between the two comes
     * {@code ~/.alluxio}, which is left out because the home of a container's user is not known.
     */
    public static final List<String> SITE_FOLDERS = List.of(CONF, ETC);

    /** The directory of domain sockets in a container. */
    public static final String DOMAIN_SOCKETS = "/opt/domain";

    /** The same directory on the node. */
    public static final String DOMAIN_SOCKETS_ON_NODE = "/tmp/alluxio-domain";

    /** The default of {@code alluxio.master.journal.folder}. */
    public static final String JOURNAL = HOME + "/journal";

    /** Where the charts mount a journal's volume. */
    public static final String CHART_JOURNAL = "/journal";

    /** The default of {@code alluxio.master.metastore.dir}. */
    public static final String METASTORE = HOME + "/metastore";

    /** Memory that all processes of a container share; a worker's first tier unless it is configured. */
    public static final String SHARED_MEMORY = "/dev/shm";

    private AlluxioPaths() {}
}
