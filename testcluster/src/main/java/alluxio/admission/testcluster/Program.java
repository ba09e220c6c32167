package alluxio.admission.testcluster;

import java.util.EnumSet;
import java.util.Set;

/** The programs that are started, and the Go package each is built from. */
public enum Program {
    ETCD("etcd", Source.KUBERNETES, "go.etcd.io/etcd/server/v3"),
    KUBE_APISERVER("kube-apiserver", Source.KUBERNETES, "k8s.io/kubernetes/cmd/kube-apiserver"),
    KUBE_CONTROLLER_MANAGER(
            "kube-controller-manager", Source.KUBERNETES, "k8s.io/kubernetes/cmd/kube-controller-manager"),
    KUBE_SCHEDULER("kube-scheduler", Source.KUBERNETES, "k8s.io/kubernetes/cmd/kube-scheduler"),
    KUBELET("kubelet", Source.KUBERNETES, "k8s.io/kubernetes/cmd/kubelet"),
    KUBE_PROXY("kube-proxy", Source.KUBERNETES, "k8s.io/kubernetes/cmd/kube-proxy"),
    KUBECTL("kubectl", Source.KUBERNETES, "k8s.io/kubernetes/cmd/kubectl"),
    COREDNS("coredns", Source.COREDNS, "alluxio-admission/testcluster/tools/coredns"),
    HELM("helm", Source.HELM, "helm.sh/helm/v4/cmd/helm"),
    HELM_3("helm3", Source.HELM_3, "helm.sh/helm/v3/cmd/helm");

    /** The Go modules that are packed into this jar; one pins its programs' versions together. */
    public enum Source {
        KUBERNETES,
        COREDNS,
        HELM,
        HELM_3
    }

    /** What an API server alone needs. */
    public static final Set<Program> API_SERVER = Set.of(ETCD, KUBE_APISERVER);

    private final String fileName;
    private final Source source;
    private final String goPackage;

    Program(String fileName, Source source, String goPackage) {
        this.fileName = fileName;
        this.source = source;
        this.goPackage = goPackage;
    }

    /** What a whole node needs: all of Kubernetes. */
    public static Set<Program> node() {
        return EnumSet.range(ETCD, COREDNS);
    }

    public String fileName() {
        return fileName;
    }

    Source source() {
        return source;
    }

    String goPackage() {
        return goPackage;
    }
}
