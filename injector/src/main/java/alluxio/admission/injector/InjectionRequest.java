package alluxio.admission.injector;

import tools.jackson.databind.node.ObjectNode;

/**
 * A pod to decide on.
 *
 * @param pod the raw tree as it was submitted; never changed
 * @param namespace of the pod: from the request, since the object itself may not have it
 * @param namespaceOptedIn whether the namespace's own label says {@code "true"}
 */
public record InjectionRequest(ObjectNode pod, String namespace, boolean namespaceOptedIn) {}
