package alluxio.admission.policy.rules.network;

import alluxio.admission.model.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Pod;
import alluxio.admission.policy.view.Properties.Property;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pod can resolve the HDFS name node that it is configured with.
 *
 * <p><b>Restricted fields:</b> {@code hostAliases} of masters, workers and job workers whose properties have an address
 * such as {@code hdfs://namenode:9000}: a name without a dot, with a port.
 *
 * <p><b>Allowed values:</b> an entry for the name. Not asked for where a Service of that name is seen, nor for a name without a
 * port, which is mostly that of an HDFS nameservice.
 *
 * <p><b>Why:</b> a name from outside the cluster's DNS ends in {@code UnknownHostException}, for each mount and for the journal.
 *
 * <p><b>Source:</b> Alluxio pull request 13226; chart 0.6.17 has {@code hostAliases} for this.
 */
public final class HdfsHostAlias implements Rule {
    private static final Pattern ADDRESS = Pattern.compile("hdfs://([A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*):[0-9]+(/|$)");

    @Override
    public RuleInfo info() {
        return RuleInfo.warn(
                        "hdfs-host-alias",
                        "Unless the cluster's DNS knows the name node by this short name, Alluxio cannot reach HDFS.")
                .forRoles(Role.MASTER, Role.WORKER, Role.JOB_WORKER);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        Set<String> reported = new HashSet<>();
        for (Container container : Hosts.processes(subject, Role.MASTER, Role.WORKER, Role.JOB_WORKER)) {
            container.properties().all().forEach(property -> check(subject, container, property, reported, findings));
        }
    }

    private static void check(
            Subject subject, Container container, Property property, Set<String> reported, Findings findings) {
        Matcher matcher = ADDRESS.matcher(property.value());
        if (!matcher.find()) {
            return;
        }
        String host = matcher.group(1);
        Pod pod = container.pod();
        if (!Hosts.isAlias(pod, host) && !Hosts.isService(subject, host) && reported.add(host)) {
            findings.report(
                    container,
                    pod.spec().at("hostAliases"),
                    property.key() + "=" + property.value() + ", and no alias for " + host,
                    "a name that the pod can resolve",
                    "add {ip: <address>, hostnames: [" + host + "]} to hostAliases, or write the full name");
        }
    }
}
