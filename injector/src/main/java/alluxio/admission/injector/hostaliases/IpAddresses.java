package alluxio.admission.injector.hostaliases;

import java.net.InetAddress;

/** Compares IP addresses; an IPv6 address can be written in many ways. Resolves no names. */
public final class IpAddresses {
    private IpAddresses() {}

    /** Whether the text is an IP address, rather than a host name. */
    public static boolean isLiteral(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether both are the same address. */
    public static boolean areEqual(String a, String b) {
        return a.equals(b) || canonical(a).equals(canonical(b));
    }

    /** The canonical text of an address. */
    static String canonical(String address) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException e) {
            // Not an address, so equal only to the same text. The API server refuses it.
            return address;
        }
    }
}
