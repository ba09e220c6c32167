package alluxio.admission.injector.pod;

import alluxio.admission.model.configuration.Glob;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A container that another injector adds to pods: of a mesh or an agent. It does not use Alluxio, and some break when their
 * environment changes, so it gets nothing unless the pod's annotation names it. The table of docs/injection.md has the same entries.
 *
 * @param name of the container; {@code *} stands for any text where names vary
 * @param source the project, and the file in which its name stands
 */
public record KnownSidecar(Glob name, String source) {
    private static final String ISTIO = "istio/istio: pkg/kube/inject/inject.go";
    private static final String LINKERD = "linkerd/linkerd2: pkg/k8s/labels.go";
    private static final String CONSUL = "hashicorp/consul-k8s: control-plane/connect-inject/webhook";
    private static final String KUMA = "kumahq/kuma: pkg/plugins/runtime/k8s/util/util.go";
    private static final String APP_MESH = "aws/aws-app-mesh-controller-for-k8s: pkg/inject";
    private static final String VAULT = "hashicorp/vault-k8s: agent-inject/agent";
    private static final String DATADOG = "DataDog/datadog-agent: pkg/clusteragent/admission/mutate";
    private static final String OPEN_TELEMETRY = "open-telemetry/opentelemetry-operator: internal";
    private static final String GCS_FUSE = "GoogleCloudPlatform/gcs-fuse-csi-driver: pkg/webhook";
    private static final String AZURE_IDENTITY = "Azure/azure-workload-identity: pkg/webhook";

    /** All that are known, sorted by project. */
    public static final List<KnownSidecar> ALL = List.of(
            of("istio-proxy", ISTIO),
            of("istio-init", ISTIO),
            of("istio-validation", ISTIO),
            of("linkerd-proxy", LINKERD),
            of("linkerd-init", LINKERD),
            of("linkerd-network-validator", LINKERD),
            of("consul-dataplane", CONSUL),
            of("consul-dataplane-*", CONSUL),
            of("consul-connect-inject-init", CONSUL),
            of("consul-connect-inject-init-*", CONSUL),
            of("kuma-sidecar", KUMA),
            of("kuma-init", KUMA),
            of("envoy", APP_MESH),
            of("proxyinit", APP_MESH),
            of("queue-proxy", "knative/serving: pkg/reconciler/revision/resources/constants.go"),
            of("daprd", "dapr/dapr: pkg/injector"),
            of("vault-agent", VAULT),
            of("vault-agent-init", VAULT),
            of("cloud-sql-proxy", "GoogleCloudPlatform/cloud-sql-proxy: examples/k8s-sidecar"),
            of("gke-gcsfuse-sidecar", GCS_FUSE),
            of("gke-gcsfuse-metadata-prefetch", GCS_FUSE),
            of("azwi-proxy", AZURE_IDENTITY),
            of("azwi-proxy-init", AZURE_IDENTITY),
            of("datadog-agent-injected", DATADOG + "/agent_sidecar"),
            of("datadog-init-apm-inject", DATADOG + "/autoinstrumentation"),
            of("datadog-lib-*-init", DATADOG + "/autoinstrumentation"),
            of("otc-container", OPEN_TELEMETRY + "/naming/main.go"),
            of("opentelemetry-auto-instrumentation", OPEN_TELEMETRY + "/instrumentation"),
            of("opentelemetry-auto-instrumentation-*", OPEN_TELEMETRY + "/instrumentation"),
            of("newrelic-instrumentation-*", "newrelic/k8s-agents-operator: internal/apm"),
            of("install-oneagent", "Dynatrace/dynatrace-operator: pkg/webhook"));

    private static final Set<String> NAMES = ALL.stream()
            .map(each -> each.name().pattern())
            .filter(name -> name.indexOf('*') < 0)
            .collect(Collectors.toUnmodifiableSet());

    private static final List<Glob> PATTERNS = ALL.stream()
            .map(KnownSidecar::name)
            .filter(name -> !NAMES.contains(name.pattern()))
            .toList();

    private static KnownSidecar of(String name, String source) {
        return new KnownSidecar(new Glob(name), source);
    }

    /** Whether a container of this name is one of them. */
    public static boolean isName(String container) {
        if (NAMES.contains(container)) {
            return true;
        }
        for (Glob pattern : PATTERNS) {
            if (pattern.matches(container)) {
                return true;
            }
        }
        return false;
    }
}
