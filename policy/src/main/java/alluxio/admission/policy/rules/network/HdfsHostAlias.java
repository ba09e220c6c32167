package alluxio.admission.policy.rules.network;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A pod can resolve the HDFS name node that it is configured with.
 *
 * <p><b>Restricted fields:</b> {@code hostAliases} of masters, workers and job workers whose properties have an address
 * such as {@code hdfs://namenode:9000}: a name without a dot, with a port.
 *
 * <p><b>Allowed values:</b> an entry for the name. Not needed where a Service of that name is seen, nor for a name without a
 * port, which is usually an HDFS name service.
 *
 * <p><b>Why:</b> a name from outside the cluster's DNS ends in {@code UnknownHostException}, for each mount and for the
 * journal.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: the Service of that name may be applied later.
 *
 * <p><b>Source:</b> Alluxio pull request 13226; chart 0.6.17 has {@code hostAliases} for this.
 */
public final class HdfsHostAlias implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "hdfs-host-alias",
                    "Unless the cluster's DNS knows the name node by this short name, Alluxio cannot reach HDFS.")
            .forRoles(Role.MASTER, Role.WORKER, Role.JOB_WORKER);

    private static final String SCHEME = "hdfs://";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return HostNames.indices();
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Set<String> reported = new HashSet<>();
        for (Container container : object.processes(Role.MASTER, Role.WORKER, Role.JOB_WORKER)) {
            container.options().all().forEach(property -> check(object, container, property, reported, findings));
        }
    }

    private static void check(
            ReviewedObject object, Container container, Property property, Set<String> reported, Findings findings) {
        Optional<String> found = host(property.value());
        if (found.isEmpty()) {
            return;
        }
        String host = found.get();
        Pod pod = container.pod();
        if (!HostNames.isAlias(pod, host) && !HostNames.isService(object, host) && reported.add(host)) {
            findings.at(container, pod.spec().at("hostAliases"))
                    .found(property.key() + "=" + property.value() + " without a host alias for " + host)
                    .wanted("a name that the pod can resolve")
                    .fix("add {ip: <address>, hostnames: [" + host + "]} to hostAliases, or write the full name");
        }
    }

    /** The host of the first address with a port whose name has a letter and no dot. */
    private static Optional<String> host(String value) {
        for (int at = value.indexOf(SCHEME); at >= 0; at = value.indexOf(SCHEME, at + 1)) {
            int start = at + SCHEME.length();
            int end = skip(value, start, c -> isLetter(c) || isDigit(c) || c == '-');
            boolean named = value.substring(start, end).chars().anyMatch(HdfsHostAlias::isLetter);
            int port = value.startsWith(":", end) ? skip(value, end + 1, HdfsHostAlias::isDigit) : end;
            if (named && port > end + 1 && (port == value.length() || value.charAt(port) == '/')) {
                return Optional.of(value.substring(start, end));
            }
        }
        return Optional.empty();
    }

    private static int skip(String text, int from, IntPredicate part) {
        int at = from;
        while (at < text.length() && part.test(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
