package alluxio.admission.testcluster.node;

/** The configuration files of a node's programs. Paths in them are as the node sees them. */
record NodeConfiguration(Network network, String cniFolder) {

    static final String NODE_NAME = "node";
    static final String PAUSE_IMAGE = "docker.io/local/pause:1";
    static final String CONTAINERD_SOCKET = "/run/containerd/containerd.sock";
    static final String CNI = "etc/cni/10-pods.conflist";
    static final String CONTAINERD = "etc/containerd.toml";
    static final String KUBELET = "etc/kubelet.yaml";
    static final String COREFILE = "etc/Corefile";
    static final String RESOLV_CONF = "etc/resolv.conf";
    static final String HOSTS = "etc/hosts";
    static final String AUDIT_POLICY = "etc/audit.yaml";
    static final String AUDIT_LOG = "audit.log";
    static final String SERVICE_RANGE = "10.0.0.0/16";

    String cni() {
        return """
                {
                  "cniVersion": "0.4.0",
                  "name": "pods",
                  "plugins": [
                    {
                      "type": "bridge",
                      "bridge": "cni0",
                      "isGateway": true,
                      "hairpinMode": true,
                      "ipam": {
                        "type": "host-local",
                        "ranges": [[{"subnet": "%s"}]],
                        "routes": [{"dst": "0.0.0.0/0"}]
                      }
                    },
                    {"type": "portmap", "capabilities": {"portMappings": true}}
                  ]
                }
                """.formatted(network.podRange());
    }

    /** A machine without CAP_SYS_RESOURCE may not lower a score, and runc would then fail for every pod. */
    String containerd() {
        return """
                version = 2
                root = "%s"
                state = "/run/containerd"
                [grpc]
                  address = "%s"
                [plugins."io.containerd.grpc.v1.cri"]
                  sandbox_image = "%s"
                  restrict_oom_score_adj = true
                  [plugins."io.containerd.grpc.v1.cri".cni]
                    bin_dir = "%s"
                    conf_dir = "%s"
                """.formatted(
                        NodeFolder.inside("containerd"),
                        CONTAINERD_SOCKET,
                        PAUSE_IMAGE,
                        cniFolder,
                        NodeFolder.inside("etc/cni"));
    }

    /**
     * The kubelet answers without asking who calls, and therefore on the node's own loopback only: the API server lives
     * there too.
     */
    String kubelet() {
        return """
                apiVersion: kubelet.config.k8s.io/v1beta1
                kind: KubeletConfiguration
                address: 127.0.0.1
                authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
                authorization: {mode: AlwaysAllow}
                readOnlyPort: 0
                failCgroupV1: false
                cgroupDriver: cgroupfs
                cgroupsPerQOS: false
                enforceNodeAllocatable: []
                failSwapOn: false
                evictionHard: {nodefs.available: 0%%, imagefs.available: 0%%}
                imageGCHighThresholdPercent: 100
                containerRuntimeEndpoint: unix://%s
                clusterDomain: cluster.local
                clusterDNS: ["%s"]
                resolvConf: %s
                syncFrequency: 5s
                """.formatted(CONTAINERD_SOCKET, network.nodeAddress(), NodeFolder.inside(RESOLV_CONF));
    }

    String corefile() {
        return """
                .:53 {
                  errors
                  ready 127.0.0.1:8181
                  kubernetes cluster.local {
                    kubeconfig %s
                  }
                }
                """.formatted(NodeFolder.inside(kubeconfig(Identities.DNS)));
    }

    /** Of pods that are created, with what admission has noted of them. */
    String audit() {
        return """
                apiVersion: audit.k8s.io/v1
                kind: Policy
                omitStages: [RequestReceived]
                rules:
                - level: Metadata
                  verbs: [create]
                  resources: [{group: "", resources: [pods]}]
                - level: None
                """;
    }

    /** The API server finds the kubelet by the node's name. */
    static String hosts() {
        return "127.0.0.1 localhost " + NODE_NAME + "\n";
    }

    String apiServerUrl() {
        return "https://" + network.nodeAddress() + ":6443";
    }

    /** The name of a user's file. */
    static String kubeconfig(String user) {
        return "etc/" + user.replace(':', '-') + ".kubeconfig";
    }
}
