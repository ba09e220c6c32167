package alluxio.admission.model;

import java.util.Optional;

/** A host and a port. An IPv6 address is kept without brackets in {@code host}. */
public record HostPort(String host, int port) {

    /** Reads {@code host:port} or {@code [ipv6]:port}; empty when it is neither. */
    public static Optional<HostPort> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            return Optional.empty();
        }
        String digits = text.substring(colon + 1);
        if (host.isBlank()
                || digits.isEmpty()
                || digits.length() > 5
                || !digits.chars().allMatch(HostPort::isDigit)) {
            return Optional.empty();
        }
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= 65_535 ? Optional.of(new HostPort(host, port)) : Optional.empty();
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
