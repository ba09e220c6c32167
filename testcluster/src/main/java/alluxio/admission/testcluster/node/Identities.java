package alluxio.admission.testcluster.node;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who may talk to the API server: every program of the node as the user that it is in a cluster, each with a random
 * token.
 */
record Identities(Map<String, String> tokens) {

    static final String ADMIN = "admin";
    static final String KUBELET = "system:node:" + NodeConfiguration.NODE_NAME;
    static final String CONTROLLER_MANAGER = "system:kube-controller-manager";
    static final String SCHEDULER = "system:kube-scheduler";
    static final String PROXY = "system:kube-proxy";
    static final String DNS = "coredns";

    private static final int TOKEN_BYTES = 24;

    static Identities random() {
        SecureRandom random = new SecureRandom();
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String user : new String[] {ADMIN, KUBELET, CONTROLLER_MANAGER, SCHEDULER, PROXY, DNS}) {
            byte[] token = new byte[TOKEN_BYTES];
            random.nextBytes(token);
            tokens.put(user, HexFormat.of().formatHex(token));
        }
        return new Identities(tokens);
    }

    String token(String user) {
        String token = tokens.get(user);
        if (token == null) {
            throw new IllegalArgumentException("no such user: " + user);
        }
        return token;
    }

    /** The file for {@code --token-auth-file}. CoreDNS may read all, because no role for it comes with Kubernetes. */
    String tokenFile() {
        return tokens.entrySet().stream()
                .map(e -> "%s,%s,%s,%s".formatted(e.getValue(), e.getKey(), e.getKey(), group(e.getKey())))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String group(String user) {
        return switch (user) {
            case ADMIN, DNS -> "system:masters";
            case KUBELET -> "system:nodes";
            default -> "system:authenticated";
        };
    }
}
