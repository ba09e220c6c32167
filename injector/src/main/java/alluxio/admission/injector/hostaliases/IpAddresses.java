package alluxio.admission.injector.hostaliases;

import java.net.InetAddress;

/** Compares addresses, which IPv6 lets one write in many ways. Looks up no names. */
public final class IpAddresses {
    private IpAddresses() {}

    public static boolean isOne(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    public static boolean same(String a, String b) {
        return a.equals(b) || canonical(a).equals(canonical(b));
    }

    /** The one way to write it. */
    static String canonical(String address) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException e) {
            // What is no address is equal only to itself; the API server will say so.
            return address;
        }
    }
}
