package alluxio.admission.injector;

import tools.jackson.databind.node.ObjectNode;

/**
 * One pod to decide on.
 *
 * @param pod the raw tree as it was submitted; never changed
 * @param namespace where the pod is to run; the object itself may not say (the request does)
 * @param namespaceOptedIn whether the namespace's own label says {@code "true"}
 */
public record InjectionRequest(ObjectNode pod, String namespace, boolean namespaceOptedIn) {}
