package alluxio.admission.certs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/** The names of a server in its certificate, each either a DNS name or an IP address. */
record SubjectNames(List<String> hosts) {

    /** RFC 5280 allows 64 characters in a common name; clients check the alternative names only. */
    private static final int LONGEST_COMMON_NAME = 64;

    private static final Pattern DNS_NAME = Pattern.compile(
            "(\\*\\.)?[a-zA-Z0-9_]([a-zA-Z0-9_-]*[a-zA-Z0-9_])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*");

    /** @throws IllegalArgumentException when there is none, or one that is neither a DNS name nor an address */
    static SubjectNames of(List<String> hosts) {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("a server certificate needs at least one host name or address");
        }
        for (String host : hosts) {
            if (!IPAddress.isValid(host)
                    && (host.length() > 253 || !DNS_NAME.matcher(host).matches())) {
                throw new IllegalArgumentException("\"" + host + "\" is neither a DNS name nor an IP address");
            }
        }
        return new SubjectNames(List.copyOf(new LinkedHashSet<>(hosts)));
    }

    String commonName() {
        return hosts.stream()
                .filter(host -> host.length() <= LONGEST_COMMON_NAME)
                .findFirst()
                .orElse("alluxio-admission");
    }

    GeneralNames toAsn1() {
        List<GeneralName> names = new ArrayList<>();
        for (String host : hosts) {
            names.add(new GeneralName(IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName, host));
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }
}
