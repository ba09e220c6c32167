package alluxio.admission.model.view;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.view.JvmOptions.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The masters that a process connects to. Source: {@code ConfigurationUtils.getMasterRpcAddresses}: the first of the three
 * properties that is set counts, and without any of them the process connects to its own host.
 *
 * @param from the property that counts; empty when none is set to anything
 * @param hosts without ports
 */
public record MasterAddresses(Optional<Property> from, List<String> hosts) {
    /** The properties with the masters, the one that wins first. */
    public static final List<String> KEYS = List.of(
            PropertyKeys.MASTER_RPC_ADDRESSES,
            PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES,
            PropertyKeys.MASTER_HOSTNAME);

    public MasterAddresses {
        hosts = List.copyOf(hosts);
    }

    public static MasterAddresses of(JvmOptions properties) {
        for (String key : KEYS) {
            Optional<Property> property = properties.get(key);
            List<String> hosts = property.map(p -> hosts(p.value())).orElse(List.of());
            if (!hosts.isEmpty()) {
                return new MasterAddresses(property, hosts);
            }
        }
        return new MasterAddresses(Optional.empty(), List.of());
    }

    /** The hosts of a list as Alluxio reads it: empty entries do not count. */
    public static List<String> hosts(String addresses) {
        List<String> hosts = new ArrayList<>();
        for (String item : addresses.split(",", -1)) {
            String address = item.strip();
            if (!address.isEmpty()) {
                hosts.add(withoutPort(address));
            }
        }
        return Collections.unmodifiableList(hosts);
    }

    private static String withoutPort(String address) {
        int end = address.length();
        while (end > 0 && address.charAt(end - 1) >= '0' && address.charAt(end - 1) <= '9') {
            end--;
        }
        boolean hasPort = end > 0 && end < address.length() && address.charAt(end - 1) == ':';
        return hasPort ? address.substring(0, end - 1) : address;
    }
}
