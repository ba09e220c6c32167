package alluxio.admission.app.check;

import alluxio.admission.cluster.facts.ClusterFacts.SecretFacts;
import alluxio.admission.cluster.facts.ClusterFacts.SecretName;
import alluxio.admission.cluster.facts.ClusterFacts.TrialPod;
import alluxio.admission.model.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** One thing that is broken in an otherwise healthy cluster, and the check that must name it. */
enum Fault {
    NO_INSTALLATION("webhook-configurations", cluster -> {
        cluster.remove("MutatingWebhookConfiguration", "", TestCluster.OURS);
        cluster.remove("ValidatingWebhookConfiguration", "", TestCluster.OURS);
        cluster.remove("Deployment", TestCluster.OURS, TestCluster.OURS);
    }),
    NO_MUTATION(
            "webhook-configurations", cluster -> cluster.remove("MutatingWebhookConfiguration", "", TestCluster.OURS)),
    NO_VALIDATION(
            "webhook-configurations",
            cluster -> cluster.remove("ValidatingWebhookConfiguration", "", TestCluster.OURS)),
    NO_SERVICE("webhook-configurations", cluster -> cluster.remove("Service", TestCluster.OURS, TestCluster.OURS)),
    NO_CA_BUNDLE("ca-bundle", cluster -> cluster.trust("")),
    FOREIGN_CA_BUNDLE(
            "ca-bundle",
            cluster -> cluster.trust(TestCluster.authority(Duration.ofDays(1)).certificatePem())),
    CA_BUNDLE_OUT_OF_SYNC(
            "ca-bundle",
            cluster -> cluster.say(
                    TestCluster.SERVER,
                    "certificates",
                    "MutatingWebhookConfiguration/alluxio-admission",
                    "caBundle does not have the authority that signs")),
    EXPIRED_CERTIFICATE(
            "certificates",
            cluster -> cluster.say(TestCluster.SERVER, "certificates", "certificateNotAfter", "2026-11-30T11:59:59Z")),
    CERTIFICATE_NOT_RENEWED(
            "certificates",
            cluster -> cluster.say(
                    TestCluster.SERVER,
                    "certificates",
                    "problem",
                    "cannot update Secret alluxio-admission/alluxio-admission-ca")),
    REPLICA_NOT_READY("replicas", cluster -> {
        cluster.find("Deployment", TestCluster.OURS, TestCluster.OURS)
                .withObject("status")
                .put("readyReplicas", 1);
        cluster.sayNotReady(TestCluster.SERVER, "certificates", "the caBundle is not in sync");
    }),
    NO_REPLICA_READY("replicas", cluster -> {
        cluster.trust("");
        cluster.trial = Optional.of(new TrialPod("default", "", ""));
        cluster.find("Deployment", TestCluster.OURS, TestCluster.OURS)
                .withObject("status")
                .put("readyReplicas", 0);
        for (String name : List.of("alluxio-admission-a", "alluxio-admission-b")) {
            ObjectNode pod = cluster.find("Pod", TestCluster.OURS, name);
            cluster.ready(pod, false);
            pod.withObject("status")
                    .putArray("containerStatuses")
                    .addObject()
                    .putObject("state")
                    .putObject("waiting")
                    .put("reason", "ImagePullBackOff");
        }
    }),
    TWO_IMAGES(
            "versions",
            cluster -> ((ObjectNode) cluster.find("Pod", TestCluster.OURS, TestCluster.SERVER)
                            .path("spec")
                            .path("containers")
                            .path(0))
                    .put("image", "alluxio-admission/alluxio-admission:0.2.0")),
    POLICY_WITHOUT_BINDING(
            "admission-policies",
            cluster -> cluster.remove("ValidatingAdmissionPolicyBinding", "", "alluxio-admission-injected")),
    OPTED_IN_NAMESPACE_EXCLUDED(
            "namespace-selectors",
            cluster -> cluster.find("Namespace", "", "kube-system")
                    .withObject("metadata")
                    .withObject("labels")
                    .put(Keys.INJECT, "true")),
    NAMESPACE_LABEL_MISSPELT(
            "namespace-selectors",
            cluster -> cluster.find("Namespace", "", "team")
                    .withObject("metadata")
                    .withObject("labels")
                    .put("alluxio.io/injct", "true")),
    NAMESPACE_LABEL_OF_ANOTHER_PREFIX(
            "namespace-selectors",
            cluster -> cluster.find("Namespace", "", "default")
                    .withObject("metadata")
                    .withObject("labels")
                    .put("alluxio.com/inject", "true")),
    OTHER_WEBHOOK_BLOCKS("other-webhooks", cluster -> cluster.add("""
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: mesh}
            webhooks: [{name: mesh.example, failurePolicy: Fail, rules: [{operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [pods]}]}]
            """)),
    DRY_RUN_NOT_INJECTED("dry-run", cluster -> cluster.trial = Optional.of(new TrialPod("default", "", ""))),
    DRY_RUN_SKIPPED(
            "dry-run",
            cluster -> cluster.trial = Optional.of(new TrialPod(
                    "default",
                    "{\"schema\":1,\"result\":\"skipped\",\"reason\":\"alluxio-admission knows no Alluxio\"}",
                    ""))),
    BAD_CONFIGURATION("configuration-form", cluster -> cluster.configure("""
            apiVersion: admission.alluxio.io/v1
            kind: AdmissionConfiguration
            profile: []
            """)),
    CONFIGURATION_NOT_LOADED(
            "configuration-loaded",
            cluster -> cluster.say(
                    TestCluster.SERVER,
                    "configuration",
                    "problem",
                    "config.yaml:3:1: profile: unknown key; did you mean profiles?")),
    CONFIGURATION_NOT_YET_LOADED(
            "configuration-loaded", cluster -> cluster.write(TestCluster.configuration() + "# changed\n")),
    CLUSTER_NOT_SEEN(
            "cluster-seen",
            cluster -> cluster.say(TestCluster.SERVER, "cluster", "forbidden", "StatefulSet in alluxio")),
    NO_PROFILE("profiles", cluster -> cluster.configure("""
            apiVersion: admission.alluxio.io/v1
            kind: AdmissionConfiguration
            """)),
    WRITTEN_VALUE_DIFFERS("configuration-matches", cluster -> {
        cluster.configure(TestCluster.configuration().replace("mountPath: /opt/domain", "mountPath: /opt/socket"));
        cluster.injectAgain();
    }),
    NOT_TRUSTED("found", cluster -> cluster.copyAlluxio("lab")),
    MASTER_DOWN("masters", cluster -> {
        cluster.find("StatefulSet", "alluxio", "alluxio-master")
                .withObject("status")
                .put("readyReplicas", 0);
        ObjectNode pod = cluster.find("Pod", "alluxio", "alluxio-master-0");
        cluster.ready(pod, false);
    }),
    WORKER_DOWN("workers", cluster -> {
        cluster.find("DaemonSet", "alluxio", "alluxio-worker")
                .withObject("status")
                .put("numberReady", 1);
        cluster.ready(cluster.find("Pod", "alluxio", "alluxio-worker-2"), false);
    }),
    WORKER_NOT_REGISTERED("workers", cluster -> cluster.answer("alluxio-master-0", 19999, "/api/v1/master/info", """
            {"workers": [{"address": {"host": "node-1", "domainSocketPath": "/opt/domain/1"}}]}
            """)),
    TWO_RELEASES(
            "alluxio-versions",
            cluster -> ((ObjectNode) cluster.find("DaemonSet", "alluxio", "alluxio-fuse")
                            .path("spec")
                            .path("template")
                            .path("spec")
                            .path("containers")
                            .path(0))
                    .put("image", "alluxio/alluxio:2.8.1")),
    NO_SOCKET_OF_A_WORKER("sockets", cluster -> cluster.answer("alluxio-master-0", 19999, "/api/v1/master/info", """
            {"workers": [{"address": {"host": "node-1", "domainSocketPath": "/opt/domain/1"}},
            {"address": {"host": "node-2", "domainSocketPath": ""}}]}
            """)),
    NOT_INJECTED("injected", cluster -> cluster.add("""
            {apiVersion: v1, kind: Pod, metadata: {name: late, namespace: team}, spec: {nodeName: node-1, containers: [{name: app, image: "late:1"}]}, status: {phase: Running}}
            """)),
    FORGED_STATUS("injected", cluster -> cluster.add("""
            {apiVersion: v1, kind: Pod, metadata: {name: forged, namespace: team, annotations: {alluxio.io/status: "yes"}}, spec: {nodeName: node-1, containers: [{name: app, image: "late:1"}]}, status: {phase: Running}}
            """)),
    OUTDATED(
            "current",
            cluster -> cluster.find("Pod", "team", "reader-0")
                    .withObject("metadata")
                    .withObject("annotations")
                    .put(
                            Keys.STATUS,
                            cluster.status("reader-0")
                                    .replaceAll("\"digest\":\"[0-9a-f]+\"", "\"digest\":\"0123456789ab\""))),
    WAITING_FOR_DIRECTORY("waiting", cluster -> {
        cluster.find("Pod", "team", "web-6f-b").withObject("status").put("phase", "Pending");
        cluster.add("""
                {apiVersion: v1, kind: Event, metadata: {name: e1, namespace: team}, type: Warning, reason: FailedMount, involvedObject: {kind: Pod, name: web-6f-b},
                message: 'MountVolume.SetUp failed for volume "alluxio-domain" : hostPath type check failed: /tmp/alluxio-domain is not a directory'}
                """);
    }),
    SECRET_MISSING("secrets", cluster -> {
        ObjectNode pod = cluster.find("Pod", "team", "web-6f-b");
        pod.withObject("status").put("phase", "Pending");
        pod.withObject("spec")
                .withArray("volumes")
                .addObject()
                .put("name", "alluxio-hdfs-hadoop")
                .putObject("secret")
                .put("secretName", "hadoop");
        cluster.secrets.put(new SecretName("team", "hadoop"), SecretFacts.MISSING);
    }),
    KEYS_WITHOUT_EFFECT("keys", cluster -> cluster.add("""
            {apiVersion: v1, kind: Pod, metadata: {name: my-report, namespace: default, labels: {alluxio.io/injct: "true", alluxio.io/dataset-a: x}}, status: {phase: Succeeded}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: annotated, namespace: default, annotations: {alluxio.io/inject: "true"}}, status: {phase: Running}}
            ---
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: beside, namespace: default, labels: {alluxio.io/inject: "true"}}, spec: {template: {metadata: {labels: {app: beside}}}}}
            ---
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: report2, namespace: default}, spec: {template: {metadata: {labels: {alluxio.io/injct: "true"}}}}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: report2-7d-a, namespace: default, labels: {alluxio.io/injct: "true", pod-template-hash: 7d}, ownerReferences: [{kind: ReplicaSet, name: report2-7d, uid: d, apiVersion: apps/v1, controller: true}]}, status: {phase: Running}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: nightly-1-a, namespace: default, labels: {alluxio.io/fuse-mode: host}, ownerReferences: [{kind: Job, name: nightly-1, uid: j, apiVersion: batch/v1, controller: true}]}, status: {phase: Running}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: prefix, namespace: default, labels: {aluxio.io/inject: "true", sidecar.istio.io/inject: "true"}}, status: {phase: Running}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: out, namespace: team, labels: {alluxio.io/inject: "false"}}, status: {phase: Running}}
            """)),
    REFUSED_LATELY("refused", cluster -> cluster.add("""
            {apiVersion: v1, kind: Event, metadata: {name: e2, namespace: team}, type: Warning, reason: FailedCreate, involvedObject: {kind: ReplicaSet, name: batch-7},
            lastTimestamp: "2026-11-30T11:50:00Z",
            message: 'Error creating: admission webhook "pods.alluxio.io" denied the request: annotation alluxio.io/profile names "alluxo"; did you mean alluxio?'}
            """)),
    SOCKET_NOT_USED("sockets-used", cluster -> cluster.answer("alluxio-worker-1", 30000, "/metrics/json/", """
            {"counters": {"Worker.BytesReadDomain.node_1": {"count": 0}, "Worker.BytesReadRemote.node_1": {"count": 7340032}}}
            """)),
    NO_FUSE_DAEMON("fuse-daemons", cluster -> {
        cluster.ready(cluster.find("Pod", "alluxio", "alluxio-fuse-1"), false);
        cluster.find("DaemonSet", "alluxio", "alluxio-fuse")
                .withObject("status")
                .put("numberReady", 1);
    }),
    RULE_BROKEN(
            "findings",
            cluster -> ((ObjectNode) cluster.find("DaemonSet", "alluxio", "alluxio-worker")
                            .path("spec")
                            .path("template")
                            .path("spec"))
                    .put("hostPID", true));

    private final String check;

    @SuppressWarnings("ImmutableEnumChecker") // Functions without state.
    private final Consumer<TestCluster> breakage;

    Fault(String check, Consumer<TestCluster> breakage) {
        this.check = check;
        this.breakage = breakage;
    }

    String check() {
        return check;
    }

    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
    }

    TestCluster broken() {
        TestCluster cluster = new TestCluster();
        breakage.accept(cluster);
        return cluster;
    }
}
