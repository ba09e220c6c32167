package alluxio.admission.model.configuration;

import java.util.List;

/** Host names that a pod resolves to an address without DNS: an entry of a pod's {@code hostAliases}. */
public record HostAlias(String ip, List<String> hostnames) {
    public HostAlias {
        hostnames = List.copyOf(hostnames);
    }
}
