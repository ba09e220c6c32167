package alluxio.admission.model.kube;

import alluxio.admission.model.Iterables;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of kinds that are not Kubernetes' own and make pods: whether their definitions keep what an injection writes
 * into a pod template, and where the labels of pods are set in a kind that has parts of pods only.
 *
 * <p>A definition (CustomResourceDefinition) whose schema lacks a field has the API server drop that field in silence. Without
 * {@code restartPolicy} a sidecar is an init container that never ends, and the pod never starts; without the template's
 * metadata the annotations are lost. So nothing is written into a kind that is not listed here.
 */
public final class CustomWorkloads {

    /**
     * Kinds of one project.
     *
     * @param keepsInjection whether everything that an injection writes into their templates stays there
     * @param labels where the labels of their pods are set; empty where each template has its own metadata
     * @param podMetadata the objects in it whose labels and annotations its pods get, as {@link PodMetadataSites} reads them;
     *     empty where it has pod templates
     * @param unsuitable why nothing is written although the definition keeps it; "" where there is no such reason
     */
    public record CustomWorkload(
            String group,
            Set<String> kinds,
            boolean keepsInjection,
            List<String> labels,
            List<String> podMetadata,
            String unsuitable) {
        public CustomWorkload {
            kinds = Set.copyOf(kinds);
            labels = List.copyOf(labels);
            podMetadata = List.copyOf(podMetadata);
        }

        private static CustomWorkload keeping(String group, String... kinds) {
            return new CustomWorkload(group, Set.of(kinds), true, List.of(), List.of(), "");
        }

        private static CustomWorkload inParts(String group, Set<String> kinds, String... labels) {
            return new CustomWorkload(group, kinds, false, List.of(labels), List.of(), "");
        }

        private static CustomWorkload unsuitable(String group, Set<String> kinds, String why, String... labels) {
            return new CustomWorkload(group, kinds, false, List.of(labels), List.of(), why);
        }

        private CustomWorkload withPodMetadata(String... paths) {
            return new CustomWorkload(group, kinds, keepsInjection, labels, List.of(paths), unsuitable);
        }
    }

    /**
     * Where a fact was read: KubeRay 1.5.0 {@code config/crd/bases}; training-operator 1.8.1 {@code manifests/base/crds};
     * argo-rollouts 1.8.3 {@code manifests/crds}; JobSet {@code config/components/crd/bases} and LeaderWorkerSet
     * {@code config/crd/bases}, Volcano {@code config/crd/volcano/bases}, all three generated with
     * {@code generateEmbeddedObjectMeta=true}; Kubeflow Trainer 2.1.0 {@code manifests/base/crds}; OpenKruise {@code apis/apps/v1alpha1/cloneset_types.go}, whose template has no
     * schema and preserves unknown fields; openshift/api {@code apps/v1}, which has core's own type.
     */
    private static final List<CustomWorkload> ALL = List.of(
            CustomWorkload.keeping("ray.io", "RayCluster", "RayJob", "RayService"),
            CustomWorkload.keeping("kubeflow.org", "PyTorchJob", "TFJob", "XGBoostJob", "PaddleJob"),
            CustomWorkload.keeping("trainer.kubeflow.org", "TrainingRuntime", "ClusterTrainingRuntime"),
            CustomWorkload.keeping("argoproj.io", "Rollout"),
            CustomWorkload.keeping("jobset.x-k8s.io", "JobSet"),
            CustomWorkload.keeping("leaderworkerset.x-k8s.io", "LeaderWorkerSet"),
            CustomWorkload.keeping("batch.volcano.sh", "Job"),
            CustomWorkload.keeping("apps.kruise.io", "CloneSet"),
            CustomWorkload.keeping("apps.openshift.io", "DeploymentConfig"),
            // The schema of Knative's template has no downwardAPI, and its webhook refuses hostPath unless a feature is
            // on.
            CustomWorkload.unsuitable(
                    "serving.knative.dev",
                    Set.of("Service", "Configuration"),
                    "Knative's own webhook refuses hostPath volumes in it",
                    "spec.template.metadata.labels"),
            // The operator copies the labels of the object itself, too.
            CustomWorkload.inParts(
                            "sparkoperator.k8s.io",
                            Set.of("SparkApplication"),
                            "spec.driver.labels",
                            "spec.executor.labels")
                    .withPodMetadata("spec.driver", "spec.executor"),
            CustomWorkload.inParts(
                            "sparkoperator.k8s.io",
                            Set.of("ScheduledSparkApplication"),
                            "spec.template.driver.labels",
                            "spec.template.executor.labels")
                    .withPodMetadata("spec.template.driver", "spec.template.executor"),
            // The label of podMetadata does not reach the pods of a WorkflowTemplate that others refer to.
            CustomWorkload.inParts(
                            "argoproj.io",
                            Set.of("Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate"),
                            "metadata.labels of each entry of spec.templates")
                    .withPodMetadata("spec.podMetadata", "spec.templates[].metadata"),
            CustomWorkload.inParts(
                            "argoproj.io",
                            Set.of("CronWorkflow"),
                            "metadata.labels of each entry of spec.workflowSpec.templates")
                    .withPodMetadata("spec.workflowSpec.podMetadata", "spec.workflowSpec.templates[].metadata"),
            // The controllers of these copy the labels of the object to its pods.
            CustomWorkload.unsuitable(
                            "kubeflow.org", Set.of("Notebook"), "its template has no metadata", "metadata.labels")
                    .withPodMetadata("metadata"),
            CustomWorkload.inParts("tekton.dev", Set.of("TaskRun", "PipelineRun"), "metadata.labels")
                    .withPodMetadata("metadata"),
            // Its entries override parts of the pods of a training runtime.
            CustomWorkload.inParts(
                            "trainer.kubeflow.org",
                            Set.of("TrainJob"),
                            "metadata.labels of an entry of spec.podTemplateOverrides")
                    .withPodMetadata("spec.podTemplateOverrides[].metadata"),
            // The operator merges lists of its templates by position, and Flink adds containers of its own: what is
            // injected could be mixed.
            CustomWorkload.unsuitable(
                            "flink.apache.org",
                            Set.of("FlinkDeployment"),
                            "the operator merges its templates with each other, lists by position",
                            "metadata.labels of spec.podTemplate, or of that of spec.jobManager or spec.taskManager")
                    .withPodMetadata(
                            "spec.podTemplate.metadata",
                            "spec.jobManager.podTemplate.metadata",
                            "spec.taskManager.podTemplate.metadata"));

    private CustomWorkloads() {}

    /** What is known of a type; empty where nothing is. */
    public static Optional<CustomWorkload> find(GroupVersionKind type) {
        return Iterables.first(
                ALL,
                workload -> workload.group().equals(type.group())
                        && workload.kinds().contains(type.kind()));
    }

    /** All that is known, for tests and documentation. */
    public static List<CustomWorkload> all() {
        return ALL;
    }
}
