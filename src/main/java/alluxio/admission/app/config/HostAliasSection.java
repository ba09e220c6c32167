package alluxio.admission.app.config;

import alluxio.admission.model.configuration.HostAlias;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code hostAliases}: names outside the cluster. */
final class HostAliasSection {
    private HostAliasSection() {}

    static List<HostAlias> read(ConfigNode node) {
        Set<String> ips = new HashSet<>();
        Set<String> names = new HashSet<>();
        return node.list(item -> item.fields("ip", "hostnames").map(fields -> alias(fields, ips, names)));
    }

    private static HostAlias alias(ConfigMapping fields, Set<String> ips, Set<String> names) {
        Optional<ConfigNode> ipNode = fields.require("ip", "an IP address");
        String ip = ipNode.flatMap(n -> n.text(ValueFormat.IP)
                        .filter(text -> n.check(
                                ips.add(text),
                                ConfigNode.quoted(text) + " is there twice; put its host names in one list")))
                .orElse("");
        Optional<ConfigNode> list = fields.require("hostnames", "a list of host names");
        list.ifPresent(n -> n.check(!n.isEmptyList(), "there must be at least one host name"));
        List<String> hostnames = list.map(n -> n.list(item -> item.text(ValueFormat.DNS_NAME)
                        .filter(name -> item.check(names.add(name), ConfigNode.quoted(name) + " is there twice"))))
                .orElse(List.of());
        return new HostAlias(ip, hostnames);
    }
}
