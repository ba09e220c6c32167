package alluxio.admission.discovery;

import java.util.regex.Pattern;

/** What a configuration takes as an address and a host name. Patterns that never backtrack far: input is up to a tenant. */
final class HostAliasFormat {
    private static final Pattern IPV4 = Pattern.compile(
            "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7}");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private HostAliasFormat() {}

    static boolean isAddress(String text) {
        return text.length() <= 45
                && (IPV4.matcher(text).matches() || (IPV6.matcher(text).matches() && isIpv6(text)));
    }

    /** At most one group of zeros is left out, and none of three colons. */
    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        boolean wholeEnds = !text.startsWith(":") || text.startsWith("::");
        boolean ends = wholeEnds && (!text.endsWith(":") || text.endsWith("::"));
        boolean onlyGap = gap < 0 ? text.split(":", -1).length == 8 : text.indexOf("::", gap + 1) < 0;
        return ends && onlyGap;
    }

    static boolean isHostName(String text) {
        if (text.isEmpty() || text.length() > 253) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }
}
