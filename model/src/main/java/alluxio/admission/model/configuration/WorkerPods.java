package alluxio.admission.model.configuration;

import alluxio.admission.model.kube.LabelSelector;

/**
 * The pods of workers that do not run on each node of a selection, but where a scheduler put them. A client reaches the
 * directories of such a worker only on the worker's own node.
 *
 * @param namespace of the pods
 * @param selector of exactly these pods; never empty
 */
public record WorkerPods(String namespace, LabelSelector selector) {}
