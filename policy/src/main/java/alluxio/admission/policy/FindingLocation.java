package alluxio.admission.policy;

import alluxio.admission.model.kube.FieldPath;

/**
 * Where a finding is.
 *
 * @param path in the submitted object
 * @param container its name; "" when it is about no container
 */
public record FindingLocation(FieldPath path, String container) {}
