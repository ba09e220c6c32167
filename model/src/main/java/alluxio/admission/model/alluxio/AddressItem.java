package alluxio.admission.model.alluxio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An item of a list of addresses, such as {@code alluxio.master.rpc.addresses}, as Alluxio reads it. Source:
 * {@code ConfigurationUtils.parseInetSocketAddresses}, which skips empty items and trims the others, and
 * {@code NetworkAddressUtils.parseInetSocketAddress}, which splits an item at its colons into exactly two parts, in 2.2.0,
 * 2.7.3 and 2.9.6. So no IPv6 address can be in a list, in brackets or not; a single host name may be one.
 *
 * @param text without the spaces around it, not empty
 */
public record AddressItem(String text) {
    private static final int HIGHEST_PORT = 65535;

    /** The items of a list, without the empty ones. */
    public static List<AddressItem> ofList(String list) {
        List<AddressItem> items = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            if (!item.isBlank()) {
                items.add(new AddressItem(item.strip()));
            }
        }
        return List.copyOf(items);
    }

    /** Why Alluxio cannot read it, in a few words; empty when it can. */
    public Optional<String> fault() {
        String[] parts = text.split(":");
        if (parts.length != 2) {
            return Optional.of(parts.length > 2 ? "more than one colon, as an IPv6 address has" : "no port");
        }
        try {
            int port = Integer.parseInt(parts[1]);
            return port < 0 || port > HIGHEST_PORT ? Optional.of("no port that there is") : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.of("a port that is no number");
        }
    }

    /** All before the first colon. */
    public String host() {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }
}
