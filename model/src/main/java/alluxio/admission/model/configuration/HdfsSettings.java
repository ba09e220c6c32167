package alluxio.admission.model.configuration;

import java.util.List;
import java.util.Optional;

/**
 * Hadoop's configuration for clients that read HDFS.
 *
 * @param confDir the {@link HdfsSecret#directory} that HADOOP_CONF_DIR names; empty: the variable is not set
 */
public record HdfsSettings(List<HdfsSecret> secrets, Optional<String> confDir) {
    public HdfsSettings {
        secrets = List.copyOf(secrets);
    }
}
