package alluxio.admission.discovery;

import java.util.List;

/** The name that the workloads of one Alluxio cluster have in common, as the official charts and templates build their names. */
final class ClusterNames {
    private static final List<String> SUFFIXES =
            List.of("-job-master", "-master", "-job-worker", "-worker", "-fuse", "-proxy", "-logserver");

    private ClusterNames() {}

    /** {@code alluxio} of {@code alluxio-master-0} and of {@code alluxio-worker}; any other name stays as it is. */
    static String of(String workload) {
        String name = withoutOrdinal(workload);
        for (String suffix : SUFFIXES) {
            if (name.endsWith(suffix) && name.length() > suffix.length()) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        return workload;
    }

    private static String withoutOrdinal(String name) {
        int end = name.length();
        while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
            end--;
        }
        return end < name.length() && end > 1 && name.charAt(end - 1) == '-' ? name.substring(0, end - 1) : name;
    }
}
